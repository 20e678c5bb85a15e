#pragma once

#include "engine/history/move/table_plan.h"

#include <QByteArray>

namespace tongdai {

/// What a table holds, independent of the order its rows come in and of how a store spells a value: the number of
/// rows and the sum of their SHA-256 digests.
class TableDigest {
public:
    explicit TableDigest(const PlannedTable& table) : m_table(&table) {}
    void add(const SqlRow& row);
    qint64 rows() const { return m_rows; }
    QByteArray sum() const;  ///< hexadecimal
    bool operator==(const TableDigest& other) const
    {
        return m_rows == other.m_rows && m_high == other.m_high && m_low == other.m_low;
    }

private:
    const PlannedTable* m_table;
    qint64 m_rows = 0;
    quint64 m_high = 0;
    quint64 m_low = 0;
};

/// The rows of a table in the order of its key, page by page: short statements whatever the table's size.
class TableReader {
public:
    TableReader(SqlSession& session, const PlannedTable& table);
    /// Empty: that was all.
    SqlRows nextPage();

private:
    SqlSession& m_session;
    const PlannedTable& m_table;
    QString m_first;
    QString m_further;
    SqlParams m_after;
    bool m_isStarted = false;
};

/// A value as the target takes it.
SqlValue valueFor(SqlType type, const SqlValue& value);

}  // namespace tongdai
