#pragma once

#include "engine/history/statistics/read_lines.h"

#include <QSet>

namespace tongdai::reads {

/// Asked piece by piece; here for the test that looks at their plans.
extern const QString kStatsLinesSql;
extern const QString kStatsTurnsSql;
extern const QString kStatsActionsSql;
extern const QString kEarlierLinesSql;

/// Behind everything that is ever stored.
inline constexpr TimePoint kNoEnd(std::chrono::milliseconds((1LL << 48) - 1));
/// A line's id is made when it is written, a moment after it was received; engines' clocks differ by less.
inline constexpr std::chrono::minutes kIdsBefore{1};

/// Whose lines and turns are counted: the made-up ones of the sample shop alone, or all but them.
struct CountedShop {
    QSet<QUuid> samples;
    bool sample = false;
    bool isOther(const QUuid& conversation) const { return samples.contains(conversation) != sample; }
};
/// By the range of its ids, whose index every shop has.
QSet<QUuid> sampleConversations(SqlSession& session);

/// Of these conversations, the lines stored before this time that tell who was waiting then, however old they are.
void recallEarlier(SqlSession& session, const QSet<QUuid>& conversations, TimePoint before, StatsTally& tally);

/// Lines that were stored in a stretch of time, piece by piece, put into a tally in their order. Of a conversation the
/// tally does not know yet, those before it that tell who was waiting are read as well, however old they are. A piece
/// that throws may be repeated.
class CountedLines {
public:
    static constexpr int kPiece = 4000;

    /// `asked`: how many rows a piece has, if they were not all stored in one millisecond. `before`: earlier lines are
    /// those stored before this time; the beginning, when several stretches follow each other in one tally.
    CountedLines(TimePoint from, TimePoint to, TimePoint before, int asked = kPiece)
        : m_from(from), m_to(to), m_before(before), m_piece(asked), m_limit(asked)
    {
    }

    /// False: that was the last piece.
    bool next(SqlSession& session, const CountedShop& shop, StatsTally& tally);
    qint64 count() const { return m_count; }
    /// Lines that were read besides, of threads that were closed.
    qint64 besides() const { return m_besides; }

private:
    TimePoint m_from;
    TimePoint m_to;
    TimePoint m_before;
    int m_piece;
    int m_limit;
    qint64 m_count = 0;
    qint64 m_besides = 0;
};

/// Runs of the AI, in the same way.
class CountedTurns {
public:
    CountedTurns(TimePoint from, TimePoint to, int asked = CountedLines::kPiece)
        : m_from(from), m_to(to), m_piece(asked), m_limit(asked)
    {
    }
    bool next(SqlSession& session, const CountedShop& shop, StatsTally& tally);
    qint64 count() const { return m_count; }

private:
    TimePoint m_from;
    TimePoint m_to;
    int m_piece;
    int m_limit;
    qint64 m_count = 0;
};

/// What answers asked for, in the same way: by the time in the ids of their rows, so that no index is kept for it.
class CountedActions {
public:
    CountedActions(TimePoint from, TimePoint to, int asked = CountedLines::kPiece)
        : m_after(firstIdAt(from)), m_end(firstIdAt(to)), m_piece(asked)
    {
    }
    bool next(SqlSession& session, const CountedShop& shop, StatsTally& tally);
    qint64 besides() const { return m_besides; }

private:
    QUuid m_after;
    QUuid m_end;
    int m_piece;
    qint64 m_besides = 0;
};

}  // namespace tongdai::reads
