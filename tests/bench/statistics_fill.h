#pragma once

#include "engine/history/sql_history.h"
#include "engine/history/store/sql_session.h"

namespace tongdai::bench {

struct StatisticsFill {
    int conversations = 0;
    int lines = 0;  ///< of each
    int days = 0;   ///< before now, over which they are spread
};

/// Customer and bot in turn, each answer with its turn and an action.
void fillStatistics(SqlSession& session, TimePoint now, const StatisticsFill& fill);
/// All hours that are over; in how many pieces.
int rollUpStatistics(SqlHistory& history, const ports::Clock& clock);

}  // namespace tongdai::bench
