#pragma once

#include "engine/history/statistics/answer_debt.h"
#include "engine/history/statistics/counted_lines.h"
#include "engine/history/statistics/roll_ups.h"

namespace tongdai::reads {

/// One count of a range, piece by piece: hours that are over from what was rolled up (stats_sum.h), the open one and
/// what came late from lines and turns. Where hours do not fit the range's ends (a zone with half hours, pieces of a
/// minute, the sample shop) everything is counted from lines. A step that throws may be repeated. One thread at a time.
class StatisticsCount {
public:
    /// `piece`: how many rows a step reads, if they were not all stored in one millisecond.
    StatisticsCount(const StatsQuery& query, TimePoint now, int piece = CountedLines::kPiece);

    /// One piece of the work; false: that was the last.
    bool step(SqlSession& session);
    StatsReport report() const;
    /// Lines that had to be read, for tests.
    qint64 linesRead() const { return m_lines.count(); }

private:
    enum class Phase : quint8 { Debt, Now, Lines, Turns, Actions, Check };
    void readWhatIsNow(SqlSession& session);
    void begin(SqlSession& session);

    StatsQuery m_query;
    TimePoint m_now;
    int m_piece;
    int m_begun = 0;
    StatsTally m_tally;
    StatsReport m_current;  ///< of it: what is true now, whatever the range
    AnswerDebt m_debt;
    CountedShop m_shop;
    RollUpState m_state;
    StatsSum m_rolledUp;
    CountedLines m_lines;
    CountedTurns m_turns;
    CountedActions m_actions;
    Phase m_phase = Phase::Debt;
};

}  // namespace tongdai::reads
