#include "engine/history/disputes/sources/foreign_tables.h"

#include <QDateTime>
#include <QRegularExpression>

namespace tongdai {

using namespace Qt::StringLiterals;

ForeignTables::ForeignTables(const SqlRows& rows, QChar quote) : m_quote(quote)
{
    for (SqlRow row : rows) {
        const QString name = row.nextText();
        Table& table = m_tables[name.toLower()];
        // Of two that differ in case only, the one with capitals is the original's.
        if (table.name.isEmpty() || name < table.name) {
            if (table.name != name) table.columns.clear();
            table.name = name;
        }
        if (table.name == name) table.columns.insert(row.nextText().toLower());
    }
}

bool ForeignTables::has(const QString& table, const QString& column) const
{
    const auto found = m_tables.constFind(table.toLower());
    return found != m_tables.cend() && found->columns.contains(column.toLower());
}

QString ForeignTables::missing(const QString& table, const QStringList& columns) const
{
    if (!has(table)) return u"there is no table %1"_s.arg(table);
    for (const QString& column : columns) {
        if (!has(table, column)) return u"the table %1 has no column %2"_s.arg(table, column);
    }
    return {};
}

QString ForeignTables::sql(const QString& text) const
{
    static const QRegularExpression markers(u"#(?:(\\w+)\\.(\\w+)@)?(\\w+)#"_s);
    QString filled;
    qsizetype from = 0;
    for (auto each = markers.globalMatch(text); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        filled += QStringView(text).mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const QString column = match.captured(2);
        if (column.isEmpty())
            filled += m_quote + m_tables.value(match.captured(3).toLower()).name + m_quote;
        else
            filled += has(match.captured(3), column) ? match.captured(1) + u'.' + column : u"null"_s;
    }
    filled += QStringView(text).mid(from);
    return filled;
}

QString sqlMoment(TimePoint at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count(), Qt::UTC)
        .toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

}  // namespace tongdai
