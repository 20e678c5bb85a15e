#include "ui/setup/page_row.h"

#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/words/platform_words.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPushButton>

#include <utility>

namespace tongdai {

using namespace Qt::StringLiterals;

PageRow::PageRow(api::PageForm page, Look look, QWidget* parent)
    : QWidget(parent),
      m_page(std::move(page)),
      m_look(look),
      m_name(new RoleLabel(TextRole::Title)),
      m_platform(new Chip),
      m_id(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_state(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_copy(new QPushButton),
      m_again(new QPushButton),
      m_test(new QPushButton),
      m_remove(new QPushButton)
{
    setObjectName(u"page_"_s + m_page.id);
    m_copy->setObjectName(u"copy"_s);
    m_again->setObjectName(u"sendPageAgain"_s);
    m_test->setObjectName(u"test"_s);
    m_remove->setObjectName(u"remove"_s);
    m_state->setObjectName(u"state"_s);
    for (RoleLabel* label : {m_name, m_id, m_state})
        label->setTextFormat(Qt::PlainText);
    m_name->setText(m_page.name.isEmpty() ? m_page.id : m_page.name);
    m_platform->setText(PlatformWords::name(m_page.platform));
    m_id->setText(m_page.id);
    m_id->setVisible(!m_page.name.isEmpty());
    for (RoleLabel* label : {m_name, m_state})
        label->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_platform);
    head->addWidget(m_name, 1);
    head->addWidget(m_id);
    auto* buttons = new FittingRow;
    buttons->setSpacing(8);
    buttons->add(m_again, FittingRow::kAlways);
    buttons->add(m_copy, FittingRow::kAlways);
    buttons->addBreak();
    buttons->add(m_test, FittingRow::kAlways);
    buttons->add(m_remove, FittingRow::kAlways);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 4, 0, 8);
    rows->setSpacing(4);
    rows->addLayout(head);
    rows->addWidget(m_state);
    rows->addLayout(buttons);
    connect(m_copy, &QPushButton::clicked, this, [this] { emit addressWanted(m_page.id); });
    connect(m_again, &QPushButton::clicked, this, &PageRow::pressAgain);
    connect(m_test, &QPushButton::clicked, this, [this] { emit testWanted(m_page); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        armRemoval(!m_isRemovalArmed);
        if (!m_isRemovalArmed) emit removalWanted(m_page.id);
    });
    m_remove->installEventFilter(this);
    m_again->installEventFilter(this);
    retranslate();
}

void PageRow::setLook(const std::optional<api::PageLook>& look)
{
    if (look && m_fares && look->notSent != m_fares->notSent) m_isAgainArmed = false;  // others than were agreed to
    m_fares = look;
    writeAgain();
    m_copy->setEnabled(m_fares && m_fares->takesEvents);
    m_state->setText(state());
    const bool isRefused = m_fares && !m_fares->tokenTrouble.isEmpty();
    const bool isSilent = m_fares && Formats::isKnown(m_fares->silentSince);
    m_state->setColorRole(isRefused ? ColorRole::Danger : isSilent ? ColorRole::Attention : ColorRole::SecondaryText);
}

/// What cannot be taken back asks for a second press, and no longer once somebody has turned to something else.
void PageRow::armRemoval(bool isArmed)
{
    m_isRemovalArmed = isArmed;
    m_remove->setText(m_isRemovalArmed ? tr("Press again: %1").arg(tr("Remove")) : tr("Remove"));
    m_remove->setAccessibleName(m_remove->text() + u": "_s + m_name->text());
}

bool PageRow::eventFilter(QObject* watched, QEvent* event)
{
    const bool isLeft = event->type() == QEvent::FocusOut || event->type() == QEvent::Hide;
    if (isLeft && watched == m_remove && m_isRemovalArmed) armRemoval(false);
    if (isLeft && watched == m_again && m_isAgainArmed) {
        m_isAgainArmed = false;
        writeAgain();
    }
    return QWidget::eventFilter(watched, event);
}

void PageRow::setRemovable(bool isRemovable)
{
    m_remove->setEnabled(isRemovable);
}

void PageRow::setTestable(bool isTestable)
{
    m_test->setEnabled(isTestable);
}

void PageRow::setSending(bool isSending)
{
    m_isSending = isSending;
    writeAgain();
}

/// While the token is refused, what goes out again would only wait.
void PageRow::writeAgain()
{
    const bool isAny = m_fares && m_fares->notSent.value_or(0) > 0;
    m_isAgainArmed = m_isAgainArmed && isAny;
    const QString words = tr("Send all again");
    m_again->setText(m_isAgainArmed ? tr("Press again: %1").arg(words) : words);
    m_again->setAccessibleName(m_isAgainArmed ? tr("Press again: %1").arg(words)
                                              : tr("Send all again: %1").arg(m_name->text()));
    m_again->setVisible(isAny);
    m_again->setEnabled(isAny && m_fares->tokenTrouble.isEmpty() && !m_isSending);
}

void PageRow::pressAgain()
{
    const bool isMeant = std::exchange(m_isAgainArmed, !m_isAgainArmed);
    writeAgain();
    if (isMeant) emit sendAgainWanted(m_page.id);
}

QString PageRow::state() const
{
    if (!m_fares) return tr("Saved. The engine does not run with it yet.");
    if (!m_fares->tokenTrouble.isEmpty())
        return tr(
            "Pancake does not accept its token; nothing is sent. Copy the token anew from Pancake, and save the "
            "page's ID with it below.");
    const TimePoint now = m_look.now();
    const Formats& formats = m_look.language.formats();
    QStringList words;
    if (Formats::isKnown(m_fares->silentSince))
        words << tr("Silent since %1, which is unusual at this hour; look at Pancake whether the webhook is still on")
                     .arg(formats.moment(m_fares->silentSince, now));
    if (!m_fares->takesEvents)
        words << tr("No webhook; it is asked every ten minutes");
    else if (Formats::isKnown(m_fares->lastEvent))
        words << tr("Last event: %1").arg(formats.age(m_fares->lastEvent, now));
    else
        words << tr("No event since the engine started");
    words << (Formats::isKnown(m_fares->caughtUp) ? tr("caught up until %1").arg(formats.moment(m_fares->caughtUp, now))
                                                  : tr("not caught up yet"));
    if (Formats::isKnown(m_fares->lastAnswer))
        words << tr("last answer: %1").arg(formats.age(m_fares->lastAnswer, now));
    if (const int waiting = m_fares->notSent.value_or(0); waiting > 0)
        words << tr("%Ln answer(s) not sent", nullptr, waiting);
    if (m_fares->refused > 0)
        words << tr("%1 of %2 texts sent since the engine started were refused")
                     .arg(formats.number(m_fares->refused), formats.number(m_fares->texts));
    return words.join(u" · "_s);
}

void PageRow::retranslate()
{
    m_copy->setText(tr("Copy the webhook's address"));
    m_test->setText(tr("Test"));
    m_copy->setAccessibleName(tr("Copy the webhook's address: %1").arg(m_name->text()));
    m_test->setAccessibleName(tr("Test: %1").arg(m_name->text()));
    armRemoval(m_isRemovalArmed);
    setLook(m_fares);
}

}  // namespace tongdai
