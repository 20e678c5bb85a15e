#include "engine/history/sql_history_calls.h"
#include "engine/history/verbs/statistics.h"

namespace tongdai {

QCoro::Task<StatsReport> SqlHistory::statistics(StatsQuery query)
{
    const auto count = std::make_shared<reads::StatisticsCount>(query, m_clock.now());
    for (bool hasMore = true; hasMore;) {
        auto step = read("statistics", [count](SqlSession& session) { return count->step(session); });
        hasMore = co_await step;
    }
    co_return count->report();
}

}  // namespace tongdai
