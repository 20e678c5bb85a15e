#include "ui/live/card/customer_card.h"

#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/limit_words.h"
#include "ui/live/card/customer_card_said.h"
#include "ui/live/list/card_rows.h"
#include "ui/live/live_words.h"

#include <QEvent>
#include <QJsonArray>
#include <QJsonObject>
#include <QToolButton>
#include <QVBoxLayout>

#include <functional>
#include <tuple>

namespace tongdai {
namespace {

using namespace Qt::StringLiterals;

/// Names of the customer among what a message brings.
const QStringList kNameKeys{u"customer_name"_s, u"sender_name"_s, u"name"_s};
/// Ours, and what stands elsewhere: what a line brings is under its text, the channel above.
const QStringList kHiddenKeys{u"chat"_s, u"attachments"_s, u"image"_s, u"platform"_s, u"sample"_s};

/// As people write names: programs' spelling stays out of it.
QString spelt(const QString& key)
{
    QString words = key.left(60);
    words.replace(u'_', u' ').replace(u'-', u' ');
    words = words.simplified();
    if (!words.isEmpty()) words[0] = words[0].toUpper();
    return words;
}

struct ValueWords {
    QLocale locale;
    QString yes;
    QString no;
    std::function<QString(const QString&)> label;

    QString of(const QJsonValue& value, int depth = 0) const
    {
        constexpr int kMaxDepth = 3;
        switch (value.type()) {
            case QJsonValue::String: return value.toString();
            case QJsonValue::Bool: return value.toBool() ? yes : no;
            case QJsonValue::Double: return locale.toString(value.toDouble(), 'g', 15);
            case QJsonValue::Array: {
                QStringList parts;
                for (const QJsonValue& one : value.toArray())
                    parts.append(depth < kMaxDepth ? of(one, depth + 1) : u"…"_s);
                return parts.join(u", "_s);
            }
            case QJsonValue::Object: {
                QStringList parts;
                const QJsonObject object = value.toObject();
                for (auto it = object.begin(); it != object.end(); ++it)
                    parts.append(
                        u"%1: %2"_s.arg(label(it.key()), depth < kMaxDepth ? of(it.value(), depth + 1) : u"…"_s));
                return parts.join(u" · "_s);
            }
            default: return u"–"_s;
        }
    }
};

}  // namespace

CustomerCard::CustomerCard(OperatorId me, Look look, QWidget* parent)
    : QScrollArea(parent), m_me(std::move(me)), m_look(std::move(look))
{
    setObjectName(u"card"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(200);
    new FocusRing(*this);
    auto* whole = new QWidget;
    m_parts = new QVBoxLayout(whole);
    m_parts->setContentsMargins({});
    m_parts->setSpacing(0);
    m_parts->addStretch(1);
    setWidget(whole);
    refresh();
}

void CustomerCard::addBelow(QWidget& part)
{
    m_parts->insertWidget(m_parts->count() - 1, &part);
}

void CustomerCard::setConversation(const std::optional<Conversation>& conversation)
{
    const auto shown = [](const Conversation& c) {
        return std::tie(c.id, c.customerName, c.channel, c.customer, c.isSample, c.metadata, c.mode, c.assignee,
                        c.status);
    };
    const bool same = conversation && m_conversation && shown(*conversation) == shown(*m_conversation);
    if (!conversation || !m_conversation || conversation->id != m_conversation->id) {
        m_opened.clear();
        m_openedSaid.clear();
    }
    m_conversation = conversation;
    if (!same) {
        m_earlier = m_thread && m_conversation ? earlierFacts(*m_thread, *m_conversation) : EarlierFacts();
        refresh();
    } else if (m_messages)  // changes with every message; the rest hardly ever
        m_messages->setText(m_look.formats().number(conversation->totalMessages));
}

void CustomerCard::follow(const ThreadModel& thread)
{
    m_thread = &thread;
    connect(&thread, &QAbstractItemModel::modelReset, this, &CustomerCard::readEarlier);
    connect(&thread, &QAbstractItemModel::rowsInserted, this, &CustomerCard::readEarlier);
}

void CustomerCard::readEarlier()
{
    if (!m_conversation) return;
    EarlierFacts earlier = earlierFacts(*m_thread, *m_conversation);
    if (earlier == m_earlier) return;
    m_earlier = std::move(earlier);
    refresh();
}

void CustomerCard::setDetails(const ConversationId& conversation, const CustomerDetails& details)
{
    if (conversation == m_detailsOf && details == m_details) return;
    m_detailsOf = conversation;
    m_details = details;
    if (m_conversation && m_conversation->id == conversation) refresh();
}

void CustomerCard::setLimit(const SenderId& customer, const std::optional<RateUse>& use)
{
    if (customer == m_limitOf && use == m_limit) return;
    m_limitOf = customer;
    m_limit = use;
    if (m_conversation && m_conversation->customer == customer) refresh();
}

/// Only of somebody who is near it, or was held back: everybody else has room.
void CustomerCard::addLimit()
{
    if (!m_limit || m_limitOf != m_conversation->customer) return;
    const Formats& formats = m_look.formats();
    const bool isHeldBack = m_limit->heldBack > 0;
    auto* chip = new Chip(isHeldBack ? tr("HELD BACK") : tr("NEAR THE LIMIT"), Tone::Attention);
    chip->setObjectName(u"limitChip"_s);
    m_rows->addWidget(chip, 0, Qt::AlignLeft);
    addCardRow(*m_rows, tr("May write"), LimitWords::rule(m_limit->rule, formats));
    addCardRow(*m_rows, tr("Has written"), LimitWords::used(*m_limit, formats));
    if (isHeldBack) addCardRow(*m_rows, tr("Held back"), LimitWords::heldBack(*m_limit, formats, m_look.now()));
}

void CustomerCard::addSaid()
{
    if (m_detailsOf != m_conversation->id || customerData(m_details).isEmpty()) return;
    auto* said = new CustomerCardSaid(m_details, m_look, m_openedSaid);
    connect(said, &CustomerCardSaid::lineWanted, this, [this](qint64 rev) { emit lineWanted(m_detailsOf, rev); });
    connect(said, &CustomerCardSaid::earlierToggled, this, [this](const QString& key) {
        if (!m_openedSaid.remove(key)) m_openedSaid.insert(key);
        // The button is being clicked: what is shown anew takes its place afterwards.
        QMetaObject::invokeMethod(this, &CustomerCard::refresh, Qt::QueuedConnection);
    });
    m_rows->addWidget(said);
}

void CustomerCard::refresh()
{
    setAccessibleName(tr("Customer card"));
    m_messages = nullptr;
    delete m_sheet;
    m_sheet = new QWidget;
    m_rows = new QVBoxLayout(m_sheet);
    m_rows->setContentsMargins(14, 10, 12, 12);
    m_rows->setSpacing(5);
    if (m_conversation) {
        const Conversation& c = *m_conversation;
        auto* name = new RoleLabel(TextRole::Title);
        name->setTextFormat(Qt::PlainText);
        name->setText(LiveWords::name(c));
        name->setWordWrap(true);
        name->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_rows->addWidget(name);
        for (const QString& key : kNameKeys)
            addEarlier(key, tr("Name"));
        if (c.isSample) m_rows->addWidget(new Chip(tr("SAMPLE"), Tone::Evidence), 0, Qt::AlignLeft);
        addCardTitle(*m_rows, tr("Customer"));
        addCardRow(*m_rows, tr("Channel"), LiveWords::channel(c.channel));
        addCardRow(*m_rows, tr("Customer id"), c.customer.toString());
        addCardRow(*m_rows, tr("Conversation id"), c.id.toString());
        addCardTitle(*m_rows, tr("Conversation"));
        addCardRow(*m_rows, tr("Answered by"), c.mode == BotMode::Bot ? tr("Bot") : LiveWords::answerer(c, m_me));
        addCardRow(*m_rows, tr("Status"), c.status == ConversationStatus::Active ? tr("Open") : tr("Closed"));
        m_messages = addCardRow(*m_rows, tr("Messages"), m_look.formats().number(c.totalMessages));
        addLimit();
        addSaid();
        addChannelRows(c);
    }
    m_parts->insertWidget(0, m_sheet);
}

/// What the channel sent along, but for what stands above already.
void CustomerCard::addChannelRows(const Conversation& conversation)
{
    QStringList keys = conversation.metadata.keys();
    for (auto it = m_earlier.keyBegin(); it != m_earlier.keyEnd(); ++it) {
        if (!keys.contains(*it)) keys.append(*it);  // too much to carry along: only lines know it any more
    }
    int shown = 0;
    for (const QString& key : std::as_const(keys)) {
        if (shown == kMaxRows) break;
        const QString value = inWords(conversation.metadata.value(key));
        const bool isName = kNameKeys.contains(key) || value == conversation.customerName;
        if (isName || kHiddenKeys.contains(key) || (value.isEmpty() && !m_earlier.contains(key))) continue;
        if (shown++ == 0) addCardTitle(*m_rows, tr("From the channel"));
        addCardRow(*m_rows, labelOf(key), value.isEmpty() ? u"–"_s : value);
        addEarlier(key, labelOf(key));
    }
}

QString CustomerCard::inWords(const QJsonValue& value) const
{
    if (value.isUndefined()) return {};
    const ValueWords words{m_look.formats().locale(), tr("yes"), tr("no"),
                           [](const QString& key) { return labelOf(key); }};
    return words.of(value);
}

/// A button under the row of `key`, and what it opens.
void CustomerCard::addEarlier(const QString& key, const QString& label)
{
    const std::vector<EarlierFact> facts = m_earlier.value(key);
    if (facts.empty()) return;
    const bool isOpen = m_opened.contains(key);
    auto* button = new QToolButton;
    button->setObjectName(u"earlier"_s);
    button->setAutoRaise(true);
    button->setFont(m_look.theme.font(TextRole::Small));
    button->setForegroundRole(QPalette::Link);
    button->setText(isOpen ? tr("Hide earlier") : tr("%Ln earlier", nullptr, int(facts.size())));
    button->setAccessibleName(u"%1: %2"_s.arg(label, button->text()));
    m_rows->addWidget(button, 0, Qt::AlignRight);
    connect(button, &QToolButton::clicked, this, [this, key] {
        if (!m_opened.remove(key)) m_opened.insert(key);
        // The button is being clicked: what is shown anew takes its place afterwards.
        QMetaObject::invokeMethod(this, &CustomerCard::refresh, Qt::QueuedConnection);
    });
    if (!isOpen) return;
    for (const EarlierFact& fact : facts)
        addCardRow(*m_rows, m_look.formats().moment(fact.at, m_look.now()), inWords(fact.value));
}

/// Words for what channels commonly send; what nobody knows keeps the name the channel gave it, spelt like a word.
QString CustomerCard::labelOf(const QString& key)
{
    static const QHash<QString, const char*> known{
        {u"phone"_s, QT_TR_NOOP("Phone")},
        {u"email"_s, QT_TR_NOOP("E-mail")},
        {u"address"_s, QT_TR_NOOP("Address")},
        {u"city"_s, QT_TR_NOOP("City")},
        {u"page"_s, QT_TR_NOOP("Page")},
        {u"page_name"_s, QT_TR_NOOP("Page")},
        {u"orders"_s, QT_TR_NOOP("Orders")},
        {u"language"_s, QT_TR_NOOP("Language")},
        {u"vip"_s, QT_TR_NOOP("VIP")},
        {u"user_agent"_s, QT_TR_NOOP("Browser")},
        {u"assigned_at_pancake"_s, QT_TR_NOOP("Given at Pancake to")},
    };
    const char* words = known.value(key.toLower());
    return words ? tr(words) : spelt(key);
}

void CustomerCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) refresh();
    QScrollArea::changeEvent(event);
}

}  // namespace tongdai
