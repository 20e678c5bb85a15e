#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/ids.h"

#include <QStringList>

#include <vector>

/// How many of the conversations somebody sees (features I2). What is out of sight is not there for them: in lists,
/// counts, search, threads, by what is told unasked, over REST and sockets alike. What nobody has is seen by everybody
/// whose channels it comes by: else nobody could take it. What somebody has themselves they always see: else nobody
/// could answer it. Pure; any thread.
namespace tongdai {

/// The numbers stand in the store: they never change.
enum class Reach : quint8 {
    Everything = 0,
    Team = 1,  ///< what those of the same team have, and what nobody has
    Own = 2,   ///< what they have themselves, and what nobody has
};

/// What is set for a person. It binds operators; every other role answers for the whole shop.
struct Sight {
    Reach reach = Reach::Everything;
    QString team = {};          ///< also of those who see everything: it says whose team they are of
    QStringList channels = {};  ///< of what they do not have themselves; in small letters; none: all
    friend bool operator==(const Sight&, const Sight&) = default;
};
inline constexpr int kLongestTeamName = 100;
inline constexpr int kMostSightChannels = 20;
inline constexpr int kLongestSightChannel = 64;

/// As it is kept: without needless spaces and repetitions, no longer than there is room for.
Sight tidied(Sight sight);

/// As it stands in the store; empty: everything.
QString storedSight(const Sight& sight);
/// What a newer program wrote, or nobody can read, gives the least.
Sight sightStored(const QString& text);

/// The same worked out for one person at one time: whose conversations they are.
struct InSight {
    bool isEveryones = true;          ///< whoever has them
    std::vector<OperatorId> holders;  ///< else who has them, unless nobody does
    QStringList channels;             ///< in small letters; none: all
    OperatorId self = {};             ///< sees what they have themselves by whatever channel; empty: nobody

    bool isWhole() const { return isEveryones && channels.isEmpty(); }
    bool sees(const Conversation& conversation) const;
    friend bool operator==(const InSight&, const InSight&) = default;
};

}  // namespace tongdai
