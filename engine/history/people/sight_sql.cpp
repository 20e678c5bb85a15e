#include "engine/history/people/sight_sql.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QString sightMarks(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", "_s);
}

}  // namespace

// As InSight::sees(). The functions around the columns keep every question on the index of its order: an assignee's
// index would find half of the shop, and sort it.
QString sightSql(const InSight& sight, const QString& table)
{
    QString sql;
    if (!sight.channels.isEmpty())
        sql += u" and lower(%1channel) in (%2)"_s.arg(table, sightMarks(sight.channels.size()));
    if (sight.isEveryones) return sql;
    QString whose = u"''"_s;
    if (!sight.holders.empty()) whose += u", "_s + sightMarks(qsizetype(sight.holders.size()));
    return sql + u" and coalesce(%1assigned_operator, '') in (%2)"_s.arg(table, whose);
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
