#pragma once

#include "engine/domain/stats_tally.h"
#include "engine/history/sql_session.h"

namespace tongdai::reads {

/// Asked piece by piece; here for the test that looks at their plans.
extern const QString kStatsLinesSql;
extern const QString kStatsTurnsSql;

/// One count of a range, piece by piece: lines by the time that stands in their ids, turns by their index. Nothing is
/// scanned that is older than the range and a day. A step that throws may be repeated. One thread at a time.
class StatisticsCount {
public:
    static constexpr int kPiece = 4000;

    /// `piece`: how many rows a step reads, if they were not all stored in one millisecond.
    StatisticsCount(const StatsQuery& query, TimePoint now, int piece = kPiece)
        : m_query(query), m_now(now), m_tally(query), m_piece(piece), m_limit(piece)
    {
    }

    /// One piece of the work; false: that was the last.
    bool step(SqlSession& session);
    StatsReport report() const;

private:
    void readWhatIsNow(SqlSession& session);
    bool readLines(SqlSession& session);
    bool readTurns(SqlSession& session);
    bool isOther(const QUuid& conversation) const { return m_samples.contains(conversation) != m_query.sample; }

    enum class Phase : quint8 { Now, Lines, Turns };
    StatsQuery m_query;
    TimePoint m_now;
    StatsTally m_tally;
    StatsReport m_current;  ///< of it: what is true now, whatever the range
    QSet<QUuid> m_samples;
    Phase m_phase = Phase::Now;
    std::optional<TimePoint> m_from;  ///< of what is read next
    int m_piece;
    int m_limit;
    qint64 m_lines = 0;
};

}  // namespace tongdai::reads
