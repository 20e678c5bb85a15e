#include "engine/history/search/search_index.h"

#include "engine/history/search/search_mysql.h"

#include <algorithm>

namespace tongdai::reads {

using namespace Qt::StringLiterals;

const QString kSqliteIndexSql =
    u"select s.ord, s.words from message_words w join message_search s on s.ord = w.rowid "
    "where message_words match ? and w.rowid < ? and w.rowid >= ? order by w.rowid desc limit ?"_s;

// The hits are gathered before they are sorted: walking the places backwards instead, which the planner likes when it
// knows nothing of a word, would read the whole history for a rare one.
const QString kPostgresIndexSql =
    u"with hits as materialized (select ord, words from message_search where vector @@ ?::text::tsquery) "
    "select ord, words from hits where ord < ? and ord >= ? order by ord desc limit ?"_s;

namespace {

// Words hold letters, digits and '_' only (domain/search_words.h), so that nothing needs to be escaped.

QString sqliteMatch(const IndexQuestion& question)
{
    QStringList parts;
    for (const QString& word : question.words)
        parts << u'"' + word + u'"';
    if (!question.prefix.isEmpty()) parts << u'"' + question.prefix + u"\"*"_s;
    return parts.join(" AND "_L1);
}

QString postgresMatch(const IndexQuestion& question)
{
    QStringList parts;
    for (const QString& word : question.words)
        parts << u'\'' + word + u'\'';
    if (!question.prefix.isEmpty()) parts << u'\'' + question.prefix + u"':*"_s;
    return parts.join(" & "_L1);
}

}  // namespace

std::vector<IndexHit> hitsOf(const SqlRows& rows)
{
    std::vector<IndexHit> hits;
    for (SqlRow row : rows) {
        const qint64 ord = row.nextInteger();
        hits.push_back({ord, row.nextText()});
    }
    return hits;
}

void appendHits(std::vector<IndexHit>& hits, std::vector<IndexHit> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(hits));
}

std::optional<double> linesForAPage(const IndexQuestion& question, size_t found)
{
    if (found == 0) return {};
    return double(question.limit) / double(found) * question.window;
}

qint64 windowStart(SqlSession& session, qint64 before, qint64 notBefore, int lines)
{
    const SqlRows rows =
        session.query(u"select ord from message_search where ord < ? and ord >= ? order by ord desc limit 1 offset ?"_s,
                      {before, notBefore, lines});
    return rows.isEmpty() ? notBefore : rows[0][0].toInteger();
}

namespace {

/// PostgreSQL looks through as many windows while its index gathers the hits of three everyday words.
constexpr double kWindowsBeforeTheIndex = 5;

std::vector<IndexHit> askSqlite(SqlSession& session, const IndexQuestion& question)
{
    return hitsOf(
        session.query(kSqliteIndexSql, {sqliteMatch(question), question.before, question.notBefore, question.limit}));
}

std::vector<IndexHit> askPostgres(SqlSession& session, const IndexQuestion& question)
{
    const QString match = postgresMatch(question);
    const auto missing = [&question](const auto& hits) { return question.limit - int(hits.size()); };
    const auto lookThrough = [&](qint64 before, qint64 start, int limit) {
        return hitsOf(session.query(
            u"select ord, words from message_search where ord < ? and ord >= ? and vector @@ ?::text::tsquery "
            "order by ord desc limit ?"_s,
            {before, start, match, limit}));
    };
    qint64 start = windowStart(session, question.before, question.notBefore, question.window);
    std::vector<IndexHit> hits = lookThrough(question.before, start, question.limit);
    if (missing(hits) == 0 || start == question.notBefore) return hits;

    const std::optional<double> lines = linesForAPage(question, hits.size());
    if (lines && *lines < double(question.window) * kWindowsBeforeTheIndex) {
        const qint64 below =
            std::exchange(start, windowStart(session, start, question.notBefore, int(*lines * kGenerous)));
        appendHits(hits, lookThrough(below, start, missing(hits)));
        if (missing(hits) == 0 || start == question.notBefore) return hits;
    }
    appendHits(hits, hitsOf(session.query(kPostgresIndexSql, {match, start, question.notBefore, missing(hits)})));
    return hits;
}

}  // namespace

std::vector<IndexHit> askIndex(SqlSession& session, const IndexQuestion& question)
{
    if (question.words.isEmpty() && question.prefix.isEmpty()) {
        return hitsOf(session.query(
            u"select ord, words from message_search where ord < ? and ord >= ? order by ord desc limit ?"_s,
            {question.before, question.notBefore, question.limit}));
    }
    const QString store = session.dialect().name;
    if (store == "sqlite"_L1) return askSqlite(session, question);
    return store == "postgres"_L1 ? askPostgres(session, question) : askMysql(session, question);
}

}  // namespace tongdai::reads
