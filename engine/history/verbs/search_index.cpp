#include "engine/history/verbs/search_index.h"

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

const QString kMysqlIndexSql =
    u"select ord, words from message_search where match (words) against (? in boolean mode) and ord < ? and ord >= ? "
    "order by ord desc limit ?"_s;

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

QString mysqlMatch(const IndexQuestion& question)
{
    QStringList parts;
    for (const QString& word : question.words)
        parts << u'+' + word;
    if (!question.prefix.isEmpty()) parts << u'+' + question.prefix + u'*';
    return parts.join(u' ');
}

std::vector<IndexHit> hitsOf(const SqlRows& rows)
{
    std::vector<IndexHit> hits;
    for (SqlRow row : rows) {
        const qint64 ord = row.nextInteger();
        hits.push_back({ord, row.nextText()});
    }
    return hits;
}

/// Where the window of the newest lines below `before` begins; the bound itself when there are fewer.
qint64 windowStart(SqlSession& session, const IndexQuestion& question)
{
    const SqlRows rows =
        session.query(u"select ord from message_search where ord < ? and ord >= ? order by ord desc limit 1 offset ?"_s,
                      {question.before, question.notBefore, question.window});
    return rows.isEmpty() ? question.notBefore : rows[0][0].toInteger();
}

std::vector<IndexHit> lookThrough(SqlSession& session, const IndexQuestion& question, qint64 start)
{
    if (session.dialect().name == "postgres"_L1) {
        return hitsOf(session.query(
            u"select ord, words from message_search where ord < ? and ord >= ? and vector @@ ?::text::tsquery "
            "order by ord desc limit ?"_s,
            {question.before, start, postgresMatch(question), question.limit}));
    }
    QString sql = u"select ord, words from message_search where ord < ? and ord >= ?"_s;
    SqlParams values{question.before, start};
    for (const QString& word : question.words) {
        sql += u" and locate(?, concat(' ', words, ' ')) > 0"_s;
        values.push_back(QString(u' ' + word + u' '));
    }
    if (!question.prefix.isEmpty()) {
        sql += u" and locate(?, concat(' ', words)) > 0"_s;
        values.push_back(QString(u' ' + question.prefix));
    }
    values.push_back(question.limit);
    return hitsOf(session.query(sql + u" order by ord desc limit ?"_s, values));
}

}  // namespace

std::vector<IndexHit> askIndex(SqlSession& session, const IndexQuestion& question)
{
    const QString store = session.dialect().name;
    if (question.words.isEmpty() && question.prefix.isEmpty()) {
        return hitsOf(session.query(
            u"select ord, words from message_search where ord < ? and ord >= ? order by ord desc limit ?"_s,
            {question.before, question.notBefore, question.limit}));
    }
    if (store == "sqlite"_L1) {
        return hitsOf(session.query(kSqliteIndexSql,
                                    {sqliteMatch(question), question.before, question.notBefore, question.limit}));
    }
    const qint64 start = windowStart(session, question);
    std::vector<IndexHit> hits = lookThrough(session, question, start);
    if (int(hits.size()) == question.limit || start == question.notBefore) return hits;
    const bool isPostgres = store == "postgres"_L1;
    const SqlParams rest{isPostgres ? postgresMatch(question) : mysqlMatch(question), start, question.notBefore,
                         question.limit - int(hits.size())};
    for (IndexHit& hit : hitsOf(session.query(isPostgres ? kPostgresIndexSql : kMysqlIndexSql, rest)))
        hits.push_back(std::move(hit));
    return hits;
}

}  // namespace tongdai::reads
