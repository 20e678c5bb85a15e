#include "engine/history/conversations/sight_sql.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QString questionMarks(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", "_s);
}

}  // namespace

// As InSight::sees().
QString sightSql(const InSight& sight, const QString& table)
{
    QString sql;
    if (!sight.channels.isEmpty()) sql += u" and %1channel in (%2)"_s.arg(table, questionMarks(sight.channels.size()));
    if (sight.isEveryones) return sql;
    QStringList whose;
    if (!sight.holders.empty())
        whose << u"%1assigned_operator in (%2)"_s.arg(table, questionMarks(qsizetype(sight.holders.size())));
    if (sight.withNobodys) whose << u"%1assigned_operator is null"_s.arg(table);
    return sql + (whose.isEmpty() ? u" and 1 = 0"_s : u" and ("_s + whose.join(u" or "_s) + u')');
}

SqlParams sightValues(const InSight& sight)
{
    SqlParams values;
    for (const QString& channel : sight.channels)
        values.push_back(channel);
    if (sight.isEveryones) return values;
    for (const OperatorId& holder : sight.holders)
        values.push_back(holder);
    return values;
}

}  // namespace tongdai
