#include "engine/history/sql_history_calls.h"
#include "engine/history/statistics/conversation_pages.h"
#include "engine/history/statistics/given_answers.h"
#include "engine/history/statistics/marks.h"
#include "engine/history/statistics/roll_ups.h"
#include "engine/history/statistics/statistics.h"

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

QCoro::Task<std::vector<StatsMark>> SqlHistory::marks(TimePoint from, TimePoint to)
{
    return read("marks", [from, to](SqlSession& session) { return reads::marks(session, from, to); });
}

QCoro::Task<void> SqlHistory::addMark(StatsMark mark)
{
    auto writing = write("marks", [mark](UnitOfWork& work, WriteJob&) {
        writeMark(work, mark);
        return true;
    });
    co_await writing;
}

QCoro::Task<bool> SqlHistory::removeNote(QUuid id)
{
    return write("marks", [id](UnitOfWork& work, WriteJob&) { return tongdai::removeNote(work, id); });
}

QCoro::Task<WorkingRules> SqlHistory::workingRules()
{
    return read("working hours", [](SqlSession& session) { return reads::workingRules(session); });
}

QCoro::Task<std::vector<GivenAnswer>> SqlHistory::givenAnswers(GivenAnswersQuery query)
{
    return read("answers", [query](SqlSession& session) { return reads::givenAnswers(session, query); });
}

QCoro::Task<ConversationFiguresPage> SqlHistory::conversationFigures(ConversationFiguresQuery query)
{
    return read("details", [query](SqlSession& session) { return reads::conversationFigures(session, query); });
}

QCoro::Task<void> SqlHistory::setWorkingRules(WorkingRules rules)
{
    auto writing = write("working hours", [rules](UnitOfWork& work, WriteJob&) {
        writeWorkingRules(work, rules);
        return true;
    });
    co_await writing;
}

}  // namespace tongdai
