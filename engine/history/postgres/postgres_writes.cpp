#include "engine/history/postgres/postgres_writes.h"

#include "engine/history/postgres/postgres_text.h"

namespace tongdai::postgres {

using namespace Qt::StringLiterals;

namespace {

/// Which part a row of the answer is about: updates count from 0, inserts from here.
constexpr int kInserts = 1000;

using Values = std::vector<std::optional<std::string>>;

void appendArrays(Values& values, std::span<const SqlParams> rows)
{
    for (size_t column = 0; column < rows.front().size(); ++column)
        values.push_back(arrayOf(rows, column));
}

void appendNames(QString& shape, const std::vector<SqlColumn>& columns)
{
    for (const SqlColumn& column : columns)
        shape += column.name + u',';
}

QString arrayTypes(std::span<const SqlColumn> columns)
{
    QStringList types;
    for (const SqlColumn& column : columns)
        types << u"?::"_s + typeName(column.type) + u"[]"_s;
    return types.join(u", "_s);
}

}  // namespace

QString shapeOf(const SqlWrites& writes, bool mustFindAll)
{
    QString shape;
    shape.reserve(2000);
    if (mustFindAll) shape += u'!';
    for (const SqlWrites::Update& each : writes.updates) {
        shape += u'u' + each.update.table + u' ';
        appendNames(shape, each.update.keys);
        shape += u' ';
        appendNames(shape, each.update.columns);
        shape += u' ' + each.update.alsoSet + u' ' + each.update.where + (each.isCounted ? u'#' : u'\n');
    }
    for (const SqlWrites::Insert& each : writes.inserts) {
        shape += u'i' + each.insert.table + u' ';
        appendNames(shape, each.insert.columns);
        shape += u' ' + QString::number(int(each.insert.onConflict)) + u' ' + each.insert.keys.join(u',') + u' ' +
                 each.idsBy + u'\n';
    }
    return shape;
}

QString textOf(const SqlWrites& writes, bool mustFindAll)
{
    QStringList parts;
    QStringList answers;
    for (size_t i = 0; i < writes.updates.size(); ++i) {
        const SqlWrites::Update& each = writes.updates[i];
        const QString name = u"u%1"_s.arg(i);
        const QString returning = each.isCounted ? u" returning 1"_s : QString();
        parts << name + u" as ("_s + updateText(each.update) + returning + u')';
        if (!each.isCounted) continue;
        const QString count = mustFindAll ? u"case when count(*) = ?::bigint then count(*) else ('%1: ' || "
                                            "count(*))::bigint end"_s.arg(QLatin1StringView(kNotAllFound))
                                          : u"count(*)"_s;
        answers << u"select %1::bigint, %2, null::bytea from "_s.arg(QString::number(i), count) + name;
    }
    for (size_t i = 0; i < writes.inserts.size(); ++i) {
        const SqlWrites::Insert& each = writes.inserts[i];
        const QString name = u"i%1"_s.arg(i);
        const bool tells = !each.idsBy.isEmpty();
        const QString returning = tells ? u" returning id, "_s + each.idsBy : QString();
        parts << name + u" as ("_s + insertText(each.insert, onConflictClause(each.insert)) + returning + u')';
        if (tells)
            answers << u"select %1::bigint, id, %2 from "_s.arg(QString::number(kInserts + int(i)), each.idsBy) + name;
    }
    if (answers.isEmpty()) answers << u"select 1"_s;
    return u"with "_s + parts.join(u", "_s) + u' ' + answers.join(u" union all "_s);
}

std::vector<std::optional<std::string>> valuesOf(const SqlWrites& writes, bool mustFindAll)
{
    Values values;
    for (const SqlWrites::Update& each : writes.updates)
        appendArrays(values, each.rows);
    for (const SqlWrites::Insert& each : writes.inserts) {
        if (each.insert.onConflict == SqlInsert::OnConflict::Overwrite)
            appendArrays(values, lastOfEachKey(each.insert, each.rows));
        else
            appendArrays(values, each.rows);
    }
    for (const SqlWrites::Update& each : writes.updates) {
        if (mustFindAll && each.isCounted) values.push_back(std::to_string(each.rows.size()));
    }
    return values;
}

void takeAnswers(const SqlRows& answers, SqlWrites& writes)
{
    for (SqlRow row : answers) {
        if (row.count() < 3) return;
        const qint64 part = row.nextInteger();
        const qint64 number = row.nextInteger();
        if (part < kInserts)
            writes.updates[size_t(part)].matched = number;
        else
            writes.inserts[size_t(part - kInserts)].ids.insert(row.nextBytes(), number);
    }
}

QString textOf(const SqlNumbered& numbered)
{
    const std::span<const SqlColumn> columns(numbered.insert.columns);
    const std::span<const SqlColumn> given = columns.subspan(1);
    QStringList names;
    for (const SqlColumn& column : columns)
        names << column.name;
    QStringList values;
    for (const SqlColumn& column : given)
        values << u"given."_s + column.name;
    QStringList aliases = names.mid(1);
    aliases << u"place"_s;
    return u"with counted as (update counters set value = value + ?::bigint where name = ? returning value), numbered "
           u"as "
           "(insert into "_s +
           numbered.insert.table + u" ("_s + names.join(u", "_s) +
           u") select counted.value - ?::bigint + given.place, "_s + values.join(u", "_s) +
           u" from counted, unnest("_s + arrayTypes(given) + u") with ordinality as given ("_s + aliases.join(u", "_s) +
           u")) select coalesce(max(value), ('%1 ' || count(*))::bigint) from counted"_s.arg(
               QLatin1StringView(kNoCounter));
}

std::vector<std::optional<std::string>> valuesOf(const SqlNumbered& numbered)
{
    const std::string count = std::to_string(numbered.rows.size());
    Values values{count, numbered.counter.toStdString(), count};
    appendArrays(values, numbered.rows);
    return values;
}

}  // namespace tongdai::postgres
