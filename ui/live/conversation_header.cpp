#include "ui/live/conversation_header.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/chip.h"
#include "ui/common/widgets/elided_label.h"
#include "ui/common/widgets/fitting_row.h"
#include "ui/common/widgets/plain_tool_tip.h"
#include "ui/live/attendance.h"
#include "ui/live/key_button.h"
#include "ui/live/live_words.h"
#include "ui/live/takeover_menu.h"

#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

ConversationHeader::ConversationHeader(OperatorId me, Look look, QWidget* parent)
    : QWidget(parent),
      m_me(std::move(me)),
      m_look(std::move(look)),
      m_column(new QVBoxLayout(this)),
      m_first(new FittingRow),
      m_second(new FittingRow),
      m_name(new ElidedLabel(TextRole::Title)),
      m_channel(new Chip),
      m_sample(new Chip({}, Tone::Evidence)),
      m_attendance(new Attendance(m_me)),
      m_id(new RoleLabel(TextRole::Mono, ColorRole::SecondaryText)),
      m_mode(new ElidedLabel(TextRole::List)),
      m_take(new KeyButton),
      m_flip(new KeyButton),
      m_more(new KeyButton),
      m_limits(new QToolButton),
      m_ends(new TakeoverMenu(m_look, this)),
      m_close(new KeyButton),
      m_card(new QToolButton)
{
    setObjectName(u"header"_s);
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_id->setTextFormat(Qt::PlainText);
    m_take->setObjectName(u"take"_s);
    m_flip->setObjectName(u"flip"_s);
    m_more->setObjectName(u"halfAnHourMore"_s);
    m_limits->setObjectName(u"limits"_s);
    m_limits->setPopupMode(QToolButton::InstantPopup);
    m_limits->setMenu(m_ends);
    m_close->setObjectName(u"close"_s);
    m_card->setObjectName(u"cardToggle"_s);
    m_card->setAutoRaise(true);
    using Width = FittingRow::Width;
    m_first->setSpacing(8);
    m_first->add(m_name, FittingRow::kAlways + 2, Width::Shrinks);
    m_first->add(m_attendance, 3, Width::Shrinks);
    m_first->add(m_channel, 2);
    m_first->add(m_sample, 4);
    m_first->add(m_id, 1);
    m_first->addGap();
    m_first->add(m_card, FittingRow::kAlways);
    // Who answers comes before the names of the keys.
    m_second->setSpacing(8);
    m_second->add(m_mode, FittingRow::kAlways + 1, Width::Shrinks);
    m_second->addGap();
    for (KeyButton* button : {m_take, m_flip})
        m_second->add(button, FittingRow::kAlways, Width::Shrinks);
    m_second->add(m_limits, 2);
    m_second->add(m_more, 1, Width::Shrinks);
    m_second->add(m_close, FittingRow::kAlways, Width::Shrinks);
    m_column->addLayout(m_first);
    m_column->addLayout(m_second);
    setLow(false);
    connect(m_take, &QPushButton::clicked, this, &ConversationHeader::takeWanted);
    connect(m_flip, &QPushButton::clicked, this, [this] {
        if (!m_conversation) return;
        m_conversation->mode == BotMode::Bot ? emit takeOverWanted() : emit handBackWanted();
    });
    connect(m_ends, &TakeoverMenu::channelBotWanted, this, &ConversationHeader::channelBotWanted);
    connect(m_ends, &TakeoverMenu::handBackWithWanted, this, &ConversationHeader::handBackWithWanted);
    connect(m_ends, &TakeoverMenu::draftingWanted, this, &ConversationHeader::draftingWanted);
    connect(m_ends, &TakeoverMenu::chosen, this, &ConversationHeader::limitWanted);
    // A click leaves the keys where they are: the button is switched off at once, and they would go nowhere.
    m_more->setFocusPolicy(Qt::TabFocus);
    connect(m_more, &QPushButton::clicked, this, [this] {
        if (m_conversation && m_conversation->humanUntil)
            emit limitWanted(std::max(*m_conversation->humanUntil, m_look.now()) + std::chrono::minutes(30));
    });
    m_countDown.setInterval(1000);
    connect(&m_countDown, &QTimer::timeout, this, &ConversationHeader::showTimeLeft);
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (!m_conversation) return;
        m_conversation->status == ConversationStatus::Closed ? emit reopenWanted() : emit closeWanted();
    });
    connect(m_card, &QToolButton::clicked, this, &ConversationHeader::cardToggled);
    connect(&m_look.theme, &Theme::changed, this, &ConversationHeader::refresh);
    refresh();
}

void ConversationHeader::setConversation(const std::optional<Conversation>& conversation,
                                         const std::optional<TimePoint>& modeSince)
{
    m_conversation = conversation;
    m_modeSince = modeSince;
    refresh();
}

void ConversationHeader::setBusy(bool busy)
{
    m_busy = busy;
    refresh();
    if (!busy && std::exchange(m_opensLimits, false)) openLimits();
}

void ConversationHeader::setChannelsOff(const std::vector<ChannelOff>& off)
{
    m_off = off;
    refresh();
}

void ConversationHeader::offerChannelBot()
{
    m_ends->offerChannelBot();
}

ChannelBot ConversationHeader::botOfChannel() const
{
    if (!m_conversation) return ChannelBot::On;
    const auto found = std::ranges::find(m_off, m_conversation->channel, &ChannelOff::channel);
    if (found == m_off.end()) return ChannelBot::On;
    return found->drafts ? ChannelBot::DraftsOnly : ChannelBot::Off;
}

void ConversationHeader::setLow(bool isLow)
{
    const int air = isLow ? 4 : 8;
    m_column->setContentsMargins(12, air, 12, air);
    m_column->setSpacing(isLow ? 2 : 4);
}

void ConversationHeader::setAttendees(const std::vector<api::Attendee>& attendees)
{
    m_attendance->setAttendees(attendees);
}

QString ConversationHeader::modeLine() const
{
    if (!m_conversation) return {};
    const Conversation& c = *m_conversation;
    if (c.status == ConversationStatus::Closed) return tr("Closed");
    if (c.mode == BotMode::Bot && botOfChannel() == ChannelBot::DraftsOnly)
        return tr("BOT only drafts for %1").arg(LiveWords::channel(c.channel));
    if (c.mode == BotMode::Bot && isBotOff()) return tr("BOT is off for %1").arg(LiveWords::channel(c.channel));
    if (c.mode == BotMode::Bot)
        return m_modeSince ? tr("BOT since %1").arg(m_look.formats().moment(*m_modeSince, m_look.now()))
                           : tr("BOT answers");
    if (c.botDrafts && c.assignee.isEmpty()) return tr("DRAFT ONLY: nobody sends yet");
    if (c.assignee.isEmpty()) return tr("HUMAN: nobody yet");
    const QString who = LiveWords::owner(c, m_me);
    if (c.botDrafts && !c.humanUntil) return tr("DRAFT ONLY: %1 sends").arg(who);
    if (c.humanUntil) return tr("HUMAN: %1 · bot again in %2").arg(who, timeLeft());
    return m_modeSince ? tr("HUMAN: %1, since %2").arg(who, m_look.formats().moment(*m_modeSince, m_look.now()))
                       : tr("HUMAN: %1").arg(who);
}

void ConversationHeader::refresh()
{
    setVisible(m_conversation.has_value());
    if (!m_conversation) return;
    const Conversation& c = *m_conversation;
    const bool bot = c.mode == BotMode::Bot;
    const bool open = c.status == ConversationStatus::Active;
    m_name->setFullText(LiveWords::name(c));
    m_channel->setText(LiveWords::channel(c.channel));
    m_sample->setText(tr("SAMPLE"));
    m_sample->setVisible(c.isSample);
    m_id->setText(c.id.toString().size() > 24 ? c.id.toString().left(23) + u'…' : c.id.toString());
    // The token is for whoever looks for a fault, not for whoever answers.
    m_id->setToolTip(
        plainToolTip(c.id.toString() + u'\n' + tr("Fence token %1").arg(m_look.formats().number(c.fence))));
    m_id->setVisible(!c.customerName.isEmpty());  // else it is the name already
    m_mode->setFullText(modeLine());
    m_mode->setColorRole(!open                  ? ColorRole::SecondaryText
                         : bot && isBotOff()    ? ColorRole::Attention
                         : bot                  ? ColorRole::BotBar
                         : c.assignee.isEmpty() ? ColorRole::Attention
                                                : ColorRole::HumanBar);
    m_take->setWords(tr("Take"), u"F2"_s);
    m_take->setVisible(open && !bot && c.assignee != m_me);
    m_flip->setWords(bot ? tr("Take over") : tr("Hand back to bot"), u"F9"_s);
    m_flip->setVisible(open);
    markPrimary(*m_take);
    refreshLimits(open);
    m_close->setWords(open ? tr("Close") : tr("Reopen"), u"Ctrl+D"_s);
    for (KeyButton* button : {m_take, m_flip, m_more, m_close})
        button->setEnabled(!m_busy);
    m_limits->setEnabled(!m_busy);
    const int side = grownWith(QApplication::font(), 16);
    m_card->setIconSize({side, side});
    m_card->setIcon(glyphIcon(Glyph::Person, colorOf(palette(), ColorRole::SecondaryText)));
    m_card->setToolTip(tr("Customer card (Ctrl+I)"));
    m_card->setAccessibleName(tr("Show or hide the customer card"));
    m_attendance->retranslate();
    placeMode();
    setAccessibleName(tr("Conversation with %1. %2").arg(LiveWords::name(c), modeLine()));
}

/// Only one's own takeover has an end to choose, or one that is still to come.
void ConversationHeader::refreshLimits(bool isOpen)
{
    const Conversation& c = *m_conversation;
    const bool isMine = c.mode == BotMode::Human && c.assignee == m_me;
    const bool mayChoose = isOpen && (c.mode == BotMode::Bot || isMine || c.assignee.isEmpty());
    const int side = grownWith(QApplication::font(), 16);
    m_limits->setIconSize({side, side});
    m_limits->setIcon(glyphIcon(Glyph::Clock, colorOf(palette(), ColorRole::SecondaryText)));
    m_limits->setToolTip(tr("How long to answer before the bot does again (Shift+F9)"));
    m_limits->setAccessibleName(tr("How long to answer before the bot does again"));
    m_limits->setVisible(mayChoose);
    m_ends->setChannel(LiveWords::channel(c.channel), botOfChannel());
    m_ends->setDrafting(c.botDrafts);
    m_ends->setMayHandBack(isOpen && c.mode == BotMode::Human);
    m_ends->setEnd(isMine ? c.humanUntil : std::nullopt);
    m_more->setWords(tr("+30 min"), {});
    m_more->setVisible(isOpen && isMine && c.humanUntil);
    if (c.humanUntil && c.mode == BotMode::Human)
        m_countDown.start();
    else
        m_countDown.stop();
}

void ConversationHeader::openLimits()
{
    m_opensLimits = m_conversation && m_busy;  // pressed too soon after the last act: as soon as that is over
    if (!m_conversation || m_busy || m_conversation->status == ConversationStatus::Closed) return;
    const OperatorId& whose = m_conversation->assignee;
    if (m_conversation->mode == BotMode::Human && !whose.isEmpty() && whose != m_me) return;
    // Where there is no room for the button, the key works all the same.
    const QWidget* const beside = m_limits->isVisible() ? static_cast<QWidget*>(m_limits) : m_flip;
    m_ends->popup(beside->mapToGlobal(QPoint(0, beside->height())));
    m_ends->setActiveAction(m_ends->first());
}

void ConversationHeader::showTimeLeft()
{
    m_mode->setFullText(modeLine());
}

QString ConversationHeader::timeLeft() const
{
    using namespace std::chrono;
    const auto left = std::max(ceil<seconds>(*m_conversation->humanUntil - m_look.now()), seconds(0)).count();
    const auto two = [](qint64 value) { return u"%1"_s.arg(value, 2, 10, QChar(u'0')); };
    if (left >= 3600) return u"%1:%2:%3"_s.arg(left / 3600).arg(two(left / 60 % 60), two(left % 60));
    return u"%1:%2"_s.arg(left / 60).arg(two(left % 60));
}

/// Who answers stands beside the buttons, or beside the name where they leave it no room.
void ConversationHeader::placeMode()
{
    int needed = m_mode->sizeHint().width() + m_column->contentsMargins().left() + m_column->contentsMargins().right();
    for (const QWidget* button : std::initializer_list<const QWidget*>{m_take, m_flip, m_limits, m_more, m_close}) {
        if (!button->isHidden()) needed += button->minimumSizeHint().width() + m_second->spacing();
    }
    const bool isAbove = needed > width();
    if (std::exchange(m_isModeAbove, isAbove) == isAbove) return;
    m_first->removeWidget(m_mode);
    m_second->removeWidget(m_mode);
    (isAbove ? m_first : m_second)
        ->insert(isAbove ? 1 : 0, m_mode, FittingRow::kAlways + 1, FittingRow::Width::Shrinks);
}

void ConversationHeader::resizeEvent(QResizeEvent* event)
{
    placeMode();
    QWidget::resizeEvent(event);
}

void ConversationHeader::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) refresh();
    QWidget::changeEvent(event);
}

void ConversationHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), colorOf(palette(), ColorRole::Window));
    painter.fillRect(QRect(0, height() - 1, width(), 1), colorOf(palette(), ColorRole::Separator));
}

}  // namespace tongdai
