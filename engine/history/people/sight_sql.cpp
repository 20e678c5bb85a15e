#include "engine/history/people/sight_sql.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QString sightMarks(qsizetype count)
{
    return QStringList(count, u"?"_s).join(u", "_s);
}

/// Where no channel is left out, whoever has it themselves stands among the holders.
bool asksWhoseOwn(const InSight& sight)
{
    return !sight.channels.isEmpty() && !sight.self.isEmpty();
}

}  // namespace

// As InSight::sees(). The functions around the columns keep every question on the index of its order: an assignee's
// index would find half of the shop, and sort it.
QString sightSql(const InSight& sight, const QString& table)
{
    QStringList parts;
    if (!sight.channels.isEmpty()) parts << u"lower(%1channel) in (%2)"_s.arg(table, sightMarks(sight.channels.size()));
    if (!sight.isEveryones) {
        QString whose = u"''"_s;
        if (!sight.holders.empty()) whose += u", "_s + sightMarks(qsizetype(sight.holders.size()));
        parts << u"coalesce(%1assigned_operator, '') in (%2)"_s.arg(table, whose);
    }
    if (parts.isEmpty()) return {};
    const QString seen = parts.join(u" and "_s);
    if (!asksWhoseOwn(sight)) return u" and "_s + seen;
    return u" and (coalesce(%1assigned_operator, '') = ? or (%2))"_s.arg(table, seen);
}

SqlParams sightValues(const InSight& sight)
{
    SqlParams values;
    if (asksWhoseOwn(sight)) values.push_back(sight.self);
    for (const QString& channel : sight.channels)
        values.push_back(channel);
    if (sight.isEveryones) return values;
    for (const OperatorId& holder : sight.holders)
        values.push_back(holder);
    return values;
}

}  // namespace tongdai
