#include "engine/history/postgres/postgres_writes.h"

#include "engine/history/postgres/postgres_text.h"

namespace tongdai::postgres {

using namespace Qt::StringLiterals;

namespace {

/// Which part a row of the answer is about: updates count from 0, inserts from here.
constexpr int kInserts = 1000;

void appendArrays(Statement& statement, std::span<const SqlParams> rows)
{
    for (size_t column = 0; column < rows.front().size(); ++column)
        statement.values.push_back(arrayOf(rows, column));
}

QString arrayTypes(std::span<const SqlColumn> columns)
{
    QStringList types;
    for (const SqlColumn& column : columns)
        types << u"?::"_s + typeName(column.type) + u"[]"_s;
    return types.join(u", "_s);
}

}  // namespace

Statement statementOf(const SqlWrites& writes)
{
    Statement statement;
    QStringList parts;
    QStringList answers;
    for (size_t i = 0; i < writes.updates.size(); ++i) {
        const SqlWrites::Update& each = writes.updates[i];
        const QString name = u"u%1"_s.arg(i);
        const QString returning = each.isCounted ? u" returning 1"_s : QString();
        parts << name + u" as ("_s + updateText(each.update) + returning + u')';
        if (each.isCounted) answers << u"select %1::bigint, count(*), null::bytea from "_s.arg(i) + name;
        appendArrays(statement, each.rows);
    }
    for (size_t i = 0; i < writes.inserts.size(); ++i) {
        const SqlWrites::Insert& each = writes.inserts[i];
        const QString name = u"i%1"_s.arg(i);
        const bool tells = !each.idsBy.isEmpty();
        const QString returning = tells ? u" returning id, "_s + each.idsBy : QString();
        parts << name + u" as ("_s + insertText(each.insert, onConflictClause(each.insert)) + returning + u')';
        if (tells)
            answers << u"select %1::bigint, id, %2 from "_s.arg(QString::number(kInserts + int(i)), each.idsBy) + name;
        if (each.insert.onConflict == SqlInsert::OnConflict::Overwrite)
            appendArrays(statement, lastOfEachKey(each.insert, each.rows));
        else
            appendArrays(statement, each.rows);
    }
    if (answers.isEmpty()) answers << u"select 1"_s;
    statement.text = u"with "_s + parts.join(u", "_s) + u' ' + answers.join(u" union all "_s);
    return statement;
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

Statement statementOf(const SqlNumbered& numbered)
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
    Statement statement;
    statement.text =
        u"with counted as (update counters set value = value + ?::bigint where name = ? returning value), numbered as "
        "(insert into "_s +
        numbered.insert.table + u" ("_s + names.join(u", "_s) +
        u") select counted.value - ?::bigint + given.place, "_s + values.join(u", "_s) + u" from counted, unnest("_s +
        arrayTypes(given) + u") with ordinality as given ("_s + aliases.join(u", "_s) +
        u")) select value from counted"_s;
    const std::string count = std::to_string(numbered.rows.size());
    statement.values = {count, numbered.counter.toStdString(), count};
    appendArrays(statement, numbered.rows);
    return statement;
}

}  // namespace tongdai::postgres
