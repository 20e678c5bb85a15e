#include "ui/live/takeover_menu.h"

#include <QDateTime>
#include <QEvent>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TakeoverMenu::TakeoverMenu(Look look, QWidget* parent)
    : QMenu(parent),
      m_look(std::move(look)),
      m_more(addAction(QString())),
      m_ends(),
      m_handBack(nullptr),
      m_drafting(nullptr),
      m_channelBot(nullptr),
      m_channelDrafts(nullptr)
{
    setObjectName(u"takeoverMenu"_s);
    for (QAction*& end : m_ends)
        end = addAction(QString());
    connect(m_more, &QAction::triggered, this, [this] {
        if (m_end) emit chosen(std::max(*m_end, m_look.now()) + 30min);
    });
    connect(m_ends[0], &QAction::triggered, this, [this] { emit chosen(m_look.now() + 1h); });
    connect(m_ends[1], &QAction::triggered, this, [this] { emit chosen(m_look.now() + 4h); });
    connect(m_ends[2], &QAction::triggered, this,
            [this] { emit chosen(eightTomorrow(m_look.now(), m_look.formats().timeZone())); });
    connect(m_ends[3], &QAction::triggered, this, [this] { emit chosen(std::nullopt); });
    m_handBack = addAction(QString());
    m_handBack->setObjectName(u"handBackWith"_s);
    connect(m_handBack, &QAction::triggered, this, &TakeoverMenu::handBackWithWanted);
    addSeparator();
    m_drafting = addAction(QString());
    connect(m_drafting, &QAction::triggered, this, [this] { emit draftingWanted(!m_isDrafting); });
    addSeparator();
    m_channelBot = addAction(QString());
    connect(m_channelBot, &QAction::triggered, this,
            [this] { emit channelBotWanted(m_bot == ChannelBot::On ? ChannelBot::Off : ChannelBot::On); });
    m_channelBot->setObjectName(u"channelBot"_s);
    m_channelDrafts = addAction(QString());
    connect(m_channelDrafts, &QAction::triggered, this, [this] {
        emit channelBotWanted(m_bot == ChannelBot::DraftsOnly ? ChannelBot::Off : ChannelBot::DraftsOnly);
    });
    for (QAction* action : {m_channelBot, m_channelDrafts})
        action->setVisible(false);
    setEnd({});
    retranslate();
}

void TakeoverMenu::offerChannelBot()
{
    for (QAction* action : {m_channelBot, m_channelDrafts})
        action->setVisible(true);
}

void TakeoverMenu::setChannel(const QString& channel, ChannelBot bot)
{
    m_channel = channel;
    m_bot = bot;
    retranslate();
}

void TakeoverMenu::setDrafting(bool isDrafting)
{
    m_isDrafting = isDrafting;
    retranslate();
}

void TakeoverMenu::setEnd(const std::optional<TimePoint>& end)
{
    m_end = end;
    m_more->setVisible(end.has_value());
}

TimePoint TakeoverMenu::eightTomorrow(TimePoint now, const QTimeZone& zone)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(now.time_since_epoch().count(), zone);
    const QDateTime morning(local.date().addDays(1), QTime(8, 0), zone);
    return TimePoint(std::chrono::milliseconds(morning.toMSecsSinceEpoch()));
}

void TakeoverMenu::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QMenu::changeEvent(event);
}

void TakeoverMenu::retranslate()
{
    m_more->setText(tr("&30 minutes more"));
    m_ends[0]->setText(tr("For &1 hour"));
    m_ends[1]->setText(tr("For &4 hours"));
    m_ends[2]->setText(tr("Until &8:00 tomorrow"));
    m_ends[3]->setText(tr("Until I &hand back"));
    m_handBack->setText(tr("Hand back with a &word to the bot …"));
    m_drafting->setText(m_isDrafting ? tr("The bot &drafts no more") : tr("The bot only &drafts, a person sends"));
    m_channelBot->setText(m_bot == ChannelBot::On ? tr("&Bot off for all of %1").arg(m_channel)
                                                  : tr("&Bot on again for all of %1").arg(m_channel));
    m_channelDrafts->setText(m_bot == ChannelBot::DraftsOnly ? tr("Bot o&ff for all of %1").arg(m_channel)
                                                             : tr("Bot only dra&fts for all of %1").arg(m_channel));
}

}  // namespace tongdai
