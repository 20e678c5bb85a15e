#include "engine/domain/people/sight.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kReaches[] = {QLatin1StringView("everything"), QLatin1StringView("team"),
                                          QLatin1StringView("own")};

}  // namespace

Sight tidied(Sight sight)
{
    sight.team = sight.team.simplified().left(kLongestTeamName);
    QStringList channels;
    for (const QString& each : std::as_const(sight.channels)) {
        const QString channel = each.simplified().toLower().left(kLongestSightChannel);
        if (!channel.isEmpty() && !channels.contains(channel) && channels.size() < kMostSightChannels)
            channels << channel;
    }
    sight.channels = channels;
    return sight;
}

QString storedSight(const Sight& sight)
{
    if (sight == Sight()) return {};
    const QJsonObject stored{{u"reach"_s, kReaches[size_t(sight.reach)]},
                             {u"team"_s, sight.team},
                             {u"channels"_s, QJsonArray::fromStringList(sight.channels)}};
    return QString::fromUtf8(QJsonDocument(stored).toJson(QJsonDocument::Compact));
}

Sight sightStored(const QString& text)
{
    if (text.isEmpty()) return {};
    const QJsonObject stored = QJsonDocument::fromJson(text.toUtf8()).object();
    Sight sight;
    const auto reach = std::ranges::find(kReaches, stored["reach"_L1].toString());
    sight.reach = reach == std::end(kReaches) ? Reach::Own : Reach(reach - std::begin(kReaches));
    sight.team = stored["team"_L1].toString();
    for (const QJsonValue& channel : stored["channels"_L1].toArray())
        sight.channels << channel.toString();
    return sight;
}

bool InSight::sees(const Conversation& conversation) const
{
    if (!self.isEmpty() && conversation.assignee == self) return true;
    if (!channels.isEmpty() && !channels.contains(conversation.channel.toLower())) return false;
    if (isEveryones || conversation.assignee.isEmpty()) return true;
    return std::ranges::find(holders, conversation.assignee) != holders.end();
}

}  // namespace tongdai
