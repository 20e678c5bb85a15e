#pragma once

#include "engine/history/statistics/counted_lines.h"

namespace tongdai::reads {

/// Its texts, for the test that looks at their plans.
extern const QString kSaidToCustomersSql;
extern const QString kWaitingDebtSql;

/// What customers who wait for a person have waited, all of them together, now and StatsReport::kDebtSlopeOver before
/// (features 2.17). Who waited then is told by those who still wait, and by what a person has done since for those who
/// do not: so it is known without anything being written down for it. Piece by piece; a piece that throws may be
/// repeated. One thread at a time.
class AnswerDebt {
public:
    /// `asked`: how many rows a piece reads.
    AnswerDebt(TimePoint now, bool sample, int asked = CountedLines::kPiece);

    /// False: that was the last piece.
    bool next(SqlSession& session);
    /// Who waits, since when, and the debt at both times.
    void writeTo(StatsReport& report) const;

private:
    bool readPiece(SqlSession& session);
    void readWaiting(SqlSession& session);
    void addEnded(SqlSession& session);

    TimePoint m_now;
    TimePoint m_then;
    bool m_sample;
    int m_piece;
    QUuid m_after;
    qint64 m_rows = 0;
    /// By conversation: the first that the customer was told since `then`, or that was done about it.
    struct First {
        qint64 rev = 0;
        bool isPeoples = false;
    };
    QHash<QUuid, First> m_first;
    qint64 m_waiting = 0;
    std::optional<TimePoint> m_oldest;
    double m_seconds = 0;
    double m_before = 0;
};

}  // namespace tongdai::reads
