#pragma once

#include "engine/history/store/sql_session.h"

#include <QHash>
#include <QSet>
#include <QStringList>

namespace tongdai {

/// The tables of a database that somebody else made, as they are really called there: found whatever the case of their
/// letters, since one migration of the original writes "dispute" and another "Dispute" (contracts/realtime-chat §9).
/// Columns nobody knows do no harm; one that is not there reads as NULL.
class ForeignTables {
public:
    /// `rows`: name of a table, name of a column. `quote`: what names are written in.
    ForeignTables(const SqlRows& rows, QChar quote);

    bool has(const QString& table) const { return m_tables.contains(table.toLower()); }
    bool has(const QString& table, const QString& column) const;
    /// What of "table: column, column" is missing, in words; empty: nothing.
    QString missing(const QString& table, const QStringList& columns) const;
    /// Replaces every `#table#` by the table's real name, and every `#alias.column@table#` by the column, or by null
    /// where there is none.
    QString sql(const QString& text) const;

private:
    struct Table {
        QString name;
        QSet<QString> columns;
    };
    QHash<QString, Table> m_tables;
    QChar m_quote;
};

/// Milliseconds since 1970, UTC, as a statement's text can hold them.
QString sqlMoment(TimePoint at);

}  // namespace tongdai
