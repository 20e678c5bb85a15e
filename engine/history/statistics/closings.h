#pragma once

#include "engine/history/statistics/read_lines.h"

#include <QSet>

#include <map>

namespace tongdai::reads {

/// Their texts, for the test that looks at their plans.
extern const QString kThreadLinesSql;
extern const QString kBotClosingsSql;

/// Conversations that were closed, with the ids of what says so: lines of people, or actions of the bot.
using Closings = std::map<QUuid, QSet<QUuid>>;

struct ReadResolutions {
    std::vector<StatsResolution> found;
    std::vector<QUuid> conversations;  ///< of each of them
    qint64 linesRead = 0;              ///< of whole threads: far more than what is counted of them
};

/// How long the concerns took that ended there, told by the threads themselves up to a time behind the last of them:
/// nothing is written down for it on the way of a message. A closing that the bot asked for counts when nothing stood
/// in its way: the customer had not written on, and no person was asked for.
ReadResolutions readResolutions(SqlSession& session, const Closings& closings, TimePoint until);

}  // namespace tongdai::reads
