#include "engine/history/store/sql_session.h"

#include <algorithm>
#include <array>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

// Lists are padded to one of these lengths by repeating the last value, so that a handful of prepared statements
// serves every length.
constexpr std::array kListSizes{1, 4, 16, 64, 256};
constexpr size_t kListPiece = kListSizes.back();

int paddedSize(size_t size)
{
    for (const int candidate : kListSizes) {
        if (size <= size_t(candidate)) return candidate;
    }
    return kListSizes.back();
}

}  // namespace

const QString& SqlSession::expanded(const QString& sql, int listSize)
{
    QString& text = m_expanded[{sql, listSize}];
    if (text.isEmpty()) {
        text = sql;
        text.replace("{now}"_L1, m_dialect.now);
        text.replace("{for_update}"_L1, m_dialect.forUpdate);
        text.replace("{skip_locked}"_L1, m_dialect.skipLocked);
        if (const qsizetype at = text.indexOf("{index "_L1); at >= 0) {
            const qsizetype end = text.indexOf(u'}', at);
            QString index = m_dialect.forceIndex;
            text.replace(at, end + 1 - at, index.replace("%1"_L1, text.mid(at + 7, end - at - 7)));
        }
        if (listSize > 0) text.replace("{list}"_L1, QStringList(listSize, u"?"_s).join(u','));
        if (const qsizetype at = text.indexOf("{any "_L1); at >= 0) {
            const qsizetype end = text.indexOf(u'}', at);
            const QString each = u'(' + text.mid(at + 5, end - at - 5) + u')';
            text.replace(at, end + 1 - at, u'(' + QStringList(listSize, each).join(" or "_L1) + u')');
        }
    }
    return text;
}

SqlRows SqlSession::query(const QString& sql, const SqlParams& values)
{
    return runPrepared(expanded(sql), values, nullptr);
}

std::vector<SqlRows> SqlSession::queryTogether(std::span<const SqlQuestion> questions)
{
    std::vector<SqlRows> answers;
    for (const SqlQuestion& question : questions)
        answers.push_back(query(question.sql, question.values));
    return answers;
}

qint64 SqlSession::execute(const QString& sql, const SqlParams& values)
{
    qint64 matched = 0;
    runPrepared(expanded(sql), values, &matched);
    return matched;
}

SqlRows SqlSession::runList(const QString& sql, std::span<const SqlValue> list, const SqlParams& before,
                            const SqlParams& after, qint64* matched)
{
    const int padded = paddedSize(list.size());
    SqlParams values = before;
    values.insert(values.end(), list.begin(), list.end());
    values.resize(before.size() + size_t(padded), list.back());
    values.insert(values.end(), after.begin(), after.end());
    return runPrepared(expanded(sql, padded), values, matched);
}

SqlRows SqlSession::queryList(const QString& sql, const SqlParams& list, const SqlParams& before,
                              const SqlParams& after)
{
    SqlRows rows;
    for (std::span<const SqlValue> left(list); !left.empty();) {
        const auto piece = left.first(std::min(left.size(), kListPiece));
        rows.append(runList(sql, piece, before, after, nullptr));
        left = left.subspan(piece.size());
    }
    return rows;
}

qint64 SqlSession::executeList(const QString& sql, const SqlParams& list, const SqlParams& before,
                               const SqlParams& after)
{
    qint64 total = 0;
    for (std::span<const SqlValue> left(list); !left.empty();) {
        const auto piece = left.first(std::min(left.size(), kListPiece));
        qint64 matched = 0;
        runList(sql, piece, before, after, &matched);
        total += matched;
        left = left.subspan(piece.size());
    }
    return total;
}

SqlRows SqlSession::runAny(const QString& sql, std::span<const SqlParams> sets)
{
    const int padded = paddedSize(sets.size());
    SqlParams values;
    for (size_t i = 0; i < size_t(padded); ++i) {
        const SqlParams& set = sets[std::min(i, sets.size() - 1)];
        values.insert(values.end(), set.begin(), set.end());
    }
    return runPrepared(expanded(sql, padded), values, nullptr);
}

SqlRows SqlSession::queryAny(const QString& sql, std::span<const SqlParams> sets)
{
    SqlRows rows;
    for (auto left = sets; !left.empty();) {
        const auto piece = left.first(std::min(left.size(), kMostSets));
        rows.append(runAny(sql, piece));
        left = left.subspan(piece.size());
    }
    return rows;
}

QString SqlSession::conflictClause(const SqlInsert& insert) const
{
    return onConflictClause(insert);
}

void SqlSession::write(SqlWrites& writes)
{
    for (SqlWrites::Update& each : writes.updates)
        each.matched = updateMany(each.update, each.rows);
    for (SqlWrites::Insert& each : writes.inserts) {
        if (each.idsBy.isEmpty())
            insertMany(each.insert, each.rows);
        else
            insertTelling(each);
    }
}

void SqlSession::writeAndCommit(SqlWrites& writes, SqlNumbered& numbered, const std::function<void()>& beforeCommit)
{
    if (!writes.isEmpty()) write(writes);
    if (!writes.foundAll()) {
        throw StoreError(StoreError::Kind::Corrupt, u"write and commit"_s, target(), u"not all rows were found"_s);
    }
    if (!numbered.rows.empty()) write(numbered);
    beforeCommit();
    commit();
}

void SqlSession::insertTelling(SqlWrites::Insert& given)
{
    insertMany(given.insert, given.rows);
    const size_t key = given.placeOfKey();
    SqlParams keys;
    for (const SqlParams& row : given.rows)
        keys.push_back(row[key]);
    const QString sql = u"select %1, id from %2 where %1 in ({list})"_s.arg(given.idsBy, given.insert.table);
    for (SqlRow row : queryList(sql, keys)) {
        const QByteArray found = row.nextBytes();
        given.ids.insert(found, row.nextInteger());
    }
}

qint64 SqlSession::countUp(const QString& counter, qint64 by)
{
    execute(u"update counters set value = value + ? where name = ?"_s, {by, counter});
    return query(u"select value from counters where name = ?"_s, {counter})[0][0].toInteger();
}

void SqlSession::write(SqlNumbered& numbered)
{
    const auto count = qint64(numbered.rows.size());
    numbered.first = countUp(numbered.counter, count) - count + 1;
    std::vector<SqlParams> rows;
    rows.reserve(numbered.rows.size());
    qint64 number = numbered.first;
    for (const SqlParams& given : numbered.rows) {
        SqlParams& row = rows.emplace_back();
        row.reserve(given.size() + 1);
        row.push_back(number++);
        row.insert(row.end(), given.begin(), given.end());
    }
    insertMany(numbered.insert, rows);
}

QString SqlSession::insertText(const SqlInsert& insert, size_t rows) const
{
    QString text;
    text.reserve(600);
    text += u"insert into "_s + insert.table + u" ("_s;
    QString places = u"("_s;
    for (const SqlColumn& column : insert.columns) {
        text += column.name + u',';
        places += u"?,"_s;
    }
    text.back() = u')';
    places.back() = u')';
    text += u" values "_s + places;
    for (size_t row = 1; row < rows; ++row)
        text += u',' + places;
    return text + conflictClause(insert);
}

void SqlSession::insertMany(const SqlInsert& insert, std::span<const SqlParams> rows)
{
    if (rows.empty()) return;
    const QString sql = insertText(insert, 1);
    qint64 matched = 0;
    for (const SqlParams& row : rows) {
        Q_ASSERT(row.size() == insert.columns.size());
        runPrepared(sql, row, &matched);
    }
}

QString SqlSession::updateText(const SqlUpdate& update)
{
    QString text;
    text.reserve(800);
    text += u"update "_s + update.table + u" set "_s;
    for (const SqlColumn& column : update.columns)
        text += column.name + u" = ?, "_s;
    if (update.alsoSet.isEmpty())
        text.chop(2);
    else
        text += update.alsoSet;
    text += u" where "_s;
    for (const SqlColumn& key : update.keys)
        text += key.name + u" = ? and "_s;
    if (update.where.isEmpty())
        text.chop(5);
    else
        text += update.where;
    return expanded(text);
}

qint64 SqlSession::updateMany(const SqlUpdate& update, std::span<const SqlParams> rows)
{
    if (rows.empty()) return 0;
    const QString sql = updateText(update);
    qint64 total = 0;
    const auto keys = qptrdiff(update.keys.size());
    for (const SqlParams& row : rows) {
        Q_ASSERT(row.size() == update.keys.size() + update.columns.size());
        SqlParams values(row.begin() + keys, row.end());
        values.insert(values.end(), row.begin(), row.begin() + keys);
        qint64 matched = 0;
        runPrepared(sql, values, &matched);
        total += matched;
    }
    return total;
}

}  // namespace tongdai
