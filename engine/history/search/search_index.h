#pragma once

#include "engine/history/store/sql_session.h"

#include <QStringList>

#include <optional>

namespace tongdai::reads {

/// A page of the inverted index: places in message_search (falling) with the words that stand there.
struct IndexHit {
    qint64 ord = 0;
    QString words;
};

/// All of `words` must be there, and a word that begins with `prefix`.
struct IndexQuestion {
    QStringList words;
    QString prefix;        ///< empty: none
    qint64 before = 0;     ///< exclusive
    qint64 notBefore = 0;  ///< inclusive
    int limit = 0;
    int window = 10'000;  ///< newest lines looked through before the index of a server is asked
};

/// Newest first, at most `limit`. SQLite walks its index in this order. The servers' indexes know no order, so a word
/// that stands in every other line would make them sort half the history: there the newest lines are looked through
/// first, and only words too rare to fill a page from them, or from a few times as many, are asked of the index.
std::vector<IndexHit> askIndex(SqlSession& session, const IndexQuestion& question);

/// Rows of (ord, words).
std::vector<IndexHit> hitsOf(const SqlRows& rows);

/// Where the newest `lines` below `before` begin; `notBefore` when there are fewer.
qint64 windowStart(SqlSession& session, qint64 before, qint64 notBefore, int lines);

void appendHits(std::vector<IndexHit>& hits, std::vector<IndexHit> more);

/// How many newest lines make a page, as far as the window tells, of which `found` hits came. Nothing: it does not.
std::optional<double> linesForAPage(const IndexQuestion& question, size_t found);
inline constexpr double kGenerous = 1.25;  ///< as many times that, because hits do not stand evenly

// The statements, for the tests that look at their plans.
extern const QString kSqliteIndexSql;
extern const QString kPostgresIndexSql;

}  // namespace tongdai::reads
