#include "engine/history/move/table_plan.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <functional>

namespace tongdai {

using namespace Qt::StringLiterals;
using Trouble = SqlError::Trouble;

namespace {

struct TargetColumn {
    QString dataType;
    bool isGenerated = false;
    bool isIdentity = false;
};
using Catalogue = QHash<QString, QHash<QString, TargetColumn>>;

Catalogue catalogueOf(SqlSession& target)
{
    const bool isPostgres = target.dialect().name == "postgres"_L1;
    const SqlRows rows = target.run(
        u"select table_name, column_name, data_type, coalesce(generation_expression, ''), %1 from "
        "information_schema.columns where table_schema = %2"_s.arg(
            isPostgres ? u"coalesce(identity_generation, '')"_s : u"''"_s,
            isPostgres ? u"current_schema()"_s : u"database()"_s));
    Catalogue catalogue;
    for (SqlRow row : rows) {
        const QString table = row.nextText();
        const QString column = row.nextText();
        const QString type = row.nextText().toLower();
        const bool isGenerated = !row.nextText().isEmpty();
        catalogue[table].insert(column, {type, isGenerated, row.nextText() == "ALWAYS"_L1});
    }
    return catalogue;
}

SqlType typeOf(const QString& dataType, const QString& sourceType)
{
    static const QSet<QString> integers{u"bigint"_s,   u"integer"_s, u"int"_s,
                                        u"smallint"_s, u"tinyint"_s, u"mediumint"_s};
    static const QSet<QString> reals{u"double precision"_s, u"double"_s, u"real"_s, u"float"_s,
                                     u"numeric"_s,          u"decimal"_s};
    if (integers.contains(dataType)) return SqlType::Integer;
    if (reals.contains(dataType)) return SqlType::Real;
    if (dataType == "uuid"_L1) return SqlType::Uuid;
    if (dataType == "jsonb"_L1 || dataType == "json"_L1) return SqlType::Json;
    if (dataType == "bytea"_L1 || dataType.endsWith("blob"_L1) || dataType.endsWith("binary"_L1)) return SqlType::Bytes;
    // Names given from outside are bytes here and text with byte order on PostgreSQL (guarantees 2.17).
    return sourceType.contains("blob"_L1, Qt::CaseInsensitive) ? SqlType::Id : SqlType::Text;
}

/// Which lines can be found by which words: every store makes it from its own messages, a piece at a time.
const QSet<QString> kComputed{u"message_search"_s, u"search_backfill"_s};

bool hasRows(SqlSession& session, const QString& table)
{
    return !session.run(u"select 1 from "_s + table + u" limit 1"_s).isEmpty();
}

PlannedTable planTable(SqlSession& sqlite, const QString& table, const QHash<QString, TargetColumn>& known,
                       const QString& target)
{
    PlannedTable plan;
    plan.name = table;
    QMap<qint64, QString> keys;
    for (SqlRow row :
         sqlite.run(u"pragma table_xinfo(%1)"_s.arg(table))) {  // cid, name, type, notnull, default, pk, hidden
        const QString column = row[1].toText();
        if (row[6].toInteger() != 0) continue;  // computed from others
        const auto found = known.constFind(column);
        if (found == known.cend()) {
            throw SqlError(Trouble::Refused, u"move"_s, target, u"the target has no column %1.%2"_s.arg(table, column));
        }
        if (found->isGenerated) continue;
        if (row[5].toInteger() > 0) keys.insert(row[5].toInteger(), column);
        if (found->isIdentity) plan.numberedByStore << column;
        plan.columns.push_back({column, typeOf(found->dataType, row[2].toText())});
    }
    plan.keys = keys.values();
    if (plan.keys.isEmpty()) throw SqlError(Trouble::Refused, u"move"_s, target, u"%1 has no key"_s.arg(table));
    for (const QString& key : plan.keys) {
        const auto place = std::ranges::find(plan.columns, key, &PlannedColumn::name);
        plan.keyPlaces.push_back(int(place - plan.columns.begin()));
    }
    return plan;
}

QStringList parentsFirst(SqlSession& sqlite, const QStringList& tables)
{
    QStringList ordered;
    std::function<void(const QString&)> place = [&](const QString& table) {
        if (ordered.contains(table)) return;
        for (SqlRow row : sqlite.run(u"pragma foreign_key_list(%1)"_s.arg(table))) {
            const QString parent = row[2].toText();
            if (parent != table && tables.contains(parent)) place(parent);
        }
        if (!ordered.contains(table)) ordered << table;
    };
    for (const QString& table : tables)
        place(table);
    return ordered;
}

}  // namespace

std::vector<PlannedTable> planTables(SqlSession& sqlite, SqlSession& target)
{
    const Catalogue catalogue = catalogueOf(target);
    QStringList tables;
    for (SqlRow row : sqlite.run(u"pragma table_list"_s)) {  // schema, name, type, …
        const QString name = row[1].toText();
        const bool isOurs = row[0].toText() == "main"_L1 && row[2].toText() == "table"_L1 &&
                            !name.startsWith("sqlite_"_L1) && name != "schema_version"_L1 && !kComputed.contains(name);
        if (!isOurs) continue;
        if (catalogue.contains(name)) {
            tables << name;
        } else if (hasRows(sqlite, name)) {
            throw SqlError(Trouble::Refused, u"move"_s, target.target(), u"the target has no table %1"_s.arg(name));
        }
    }
    tables.sort();
    std::vector<PlannedTable> plan;
    for (const QString& table : parentsFirst(sqlite, tables))
        plan.push_back(planTable(sqlite, table, catalogue[table], target.target()));
    return plan;
}

void forgetComputed(SqlSession& target)
{
    target.run(u"delete from message_search"_s);
    target.run(u"update search_backfill set upto = null, is_done = 0"_s);
}

}  // namespace tongdai
