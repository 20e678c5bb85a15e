#include "ui/locks/keys/peek_sheet.h"

#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using PeekKind = api::QueueRow::Kind;

namespace {

constexpr auto kTailEvery = 1s;
constexpr QSize kPeekSize{760, 460};

}  // namespace

PeekSheet::PeekSheet(api::KeyBrowser& keys, const api::QueueRow& row, Look look, QWidget* parent)
    : QDialog(parent),
      m_keys(keys),
      m_row(row),
      m_look(std::move(look)),
      m_filter(new QLineEdit),
      m_hold(new QPushButton),
      m_more(new QPushButton),
      m_notice(new NoticeBar),
      m_list(new QListWidget),
      m_count(new RoleLabel(TextRole::List, ColorRole::SecondaryText))
{
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    m_timer.setInterval(kTailEvery);
    connect(&m_timer, &QTimer::timeout, this, &PeekSheet::ask);
    if (m_row.kind == PeekKind::Stream) m_timer.start();
    retranslate();
    ask();
}

void PeekSheet::build()
{
    setObjectName(u"peekSheet"_s);
    m_filter->setObjectName(u"peekFilter"_s);
    m_hold->setObjectName(u"peekHold"_s);
    m_more->setObjectName(u"peekMore"_s);
    m_list->setObjectName(u"peekList"_s);
    m_notice->setObjectName(u"peekNotice"_s);
    m_hold->setCheckable(true);
    m_hold->setVisible(m_row.kind == PeekKind::Stream);
    m_hold->setAutoDefault(false);
    m_more->setAutoDefault(false);
    m_more->hide();
    m_notice->hide();
    m_filter->setClearButtonEnabled(true);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* head = new QHBoxLayout;
    head->addWidget(m_filter, 1);
    head->addWidget(m_hold);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_count, 1);
    foot->addWidget(m_more);
    auto* rows = new QVBoxLayout(this);
    rows->addLayout(head);
    rows->addWidget(m_notice);
    rows->addWidget(m_list, 1);
    rows->addLayout(foot);
    resize(kPeekSize);
    auto* space = new QAction(this);
    space->setShortcut(QKeySequence(Qt::Key_Space));
    space->setShortcutContext(Qt::WidgetShortcut);  // only where Space writes nothing
    m_list->addAction(space);
    connect(space, &QAction::triggered, this, &PeekSheet::toggleHold);
    connect(m_hold, &QPushButton::clicked, this, &PeekSheet::toggleHold);
    connect(m_more, &QPushButton::clicked, this, &PeekSheet::ask);
    connect(m_filter, &QLineEdit::textChanged, this, &PeekSheet::write);
    m_list->setFocus();
}

void PeekSheet::ask()
{
    const QByteArray from = m_row.kind == PeekKind::Stream ? QByteArray() : m_next;
    m_asked.await<api::KeyValue>(
        this, m_keys.value(m_row.name.toUtf8(), from), [this](const api::Answer<api::KeyValue>& answer) {
            if (const auto* value = std::get_if<api::KeyValue>(&answer)) return take(*value);
            const auto error = std::get<api::DeskFailure>(answer).error;
            m_notice->setNotice(Tone::Attention,
                                error == api::DeskError::NotFound     ? tr("There is nothing in it any more.")
                                : error == api::DeskError::NotAllowed ? tr("Your role does not include reading it.")
                                                                      : tr("Redis does not answer."));
            m_notice->show();
        });
}

void PeekSheet::take(const api::KeyValue& value)
{
    m_notice->hide();
    if (m_row.kind == PeekKind::Stream) return takeTail(value);
    for (const auto& [name, content] : value.rows)
        m_entries.push_back({name, wordsOf(name, content)});
    m_next = value.next;
    m_more->setVisible(!m_next.isEmpty());
    write();
}

/// The newest come first. Where none of them was seen before, more went by than were read.
void PeekSheet::takeTail(const api::KeyValue& value)
{
    const QByteArray newest = m_entries.empty() ? QByteArray() : m_entries.front().id;
    std::deque<Entry> fresh;
    bool isJoined = newest.isEmpty();
    for (const auto& [id, content] : value.rows) {
        isJoined = isJoined || id == newest;
        if (id == newest) break;
        fresh.push_back({id, wordsOf(id, content)});
    }
    if (fresh.empty()) return;
    if (m_isHeld) m_whileHeld += qint64(fresh.size());
    if (!isJoined) fresh.push_back({{}, tr("… more went by than were read …")});
    m_entries.insert(m_entries.begin(), fresh.begin(), fresh.end());
    if (m_entries.size() > kMostEntries) m_entries.resize(kMostEntries);
    if (m_isHeld)
        retranslate();
    else
        write();
}

QString PeekSheet::wordsOf(const QByteArray& name, const QByteArray& value) const
{
    const QString text = QString::fromUtf8(value).simplified();
    if (m_row.kind == PeekKind::Stream) return u"%1   %2"_s.arg(QString::fromUtf8(name), text);
    if (m_row.kind != PeekKind::Offline) return text;
    // One element is one event as its client will get it.
    const QJsonObject envelope = QJsonDocument::fromJson(value).object();
    const QJsonObject carried = envelope.value("data"_L1).toObject();
    const QString content = carried.value("content"_L1).toString().simplified();
    const QString event = envelope.value("event"_L1).toString();
    return content.isEmpty() ? (event.isEmpty() ? text : event) : u"%1:  %2"_s.arg(event, content);
}

void PeekSheet::toggleHold()
{
    if (m_row.kind != PeekKind::Stream) return;
    m_isHeld = !m_isHeld;
    m_whileHeld = 0;
    retranslate();
    if (!m_isHeld) write();
}

void PeekSheet::write()
{
    const QString wanted = m_filter->text().trimmed();
    const int row = m_list->currentRow();
    m_list->clear();
    for (const Entry& entry : m_entries) {
        if (wanted.isEmpty() || entry.words.contains(wanted, Qt::CaseInsensitive)) m_list->addItem(entry.words);
    }
    m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
    const Formats& formats = m_look.formats();
    m_count->setText(
        tr("%1 shown, %2 read").arg(formats.number(m_list->count()), formats.number(qint64(m_entries.size()))));
}

void PeekSheet::retranslate()
{
    setWindowTitle(m_row.kind == PeekKind::Offline ? tr("What would be sent: %1").arg(m_row.name) : m_row.name);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_list->setAccessibleName(windowTitle());
    m_more->setText(tr("More"));
    m_hold->setChecked(m_isHeld);
    m_hold->setText(m_isHeld ? tr("Held: %1 new  (Space)").arg(m_look.formats().number(m_whileHeld))
                             : tr("Hold  (Space)"));
}

void PeekSheet::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

}  // namespace tongdai
