#pragma once

#include "engine/history/store/sql_value.h"

#include <QHash>
#include <QStringList>

#include <span>
#include <vector>

namespace tongdai {

struct SqlColumn {
    QString name;
    SqlType type;
};

/// Rows for one table. What happens when a row's `keys` exist already:
struct SqlInsert {
    enum class OnConflict { Fail, KeepOld, Overwrite };
    QString table;
    std::vector<SqlColumn> columns;
    OnConflict onConflict = OnConflict::Fail;
    QStringList keys = {};  ///< of KeepOld and Overwrite: the columns of the unique index
};

/// The same change to many rows, each with its own values. A row's values are first those of `keys`, then those of
/// `columns`.
struct SqlUpdate {
    QString table;
    std::vector<SqlColumn> keys;
    std::vector<SqlColumn> columns;
    QString alsoSet = {};  ///< constant part of the set list, e.g. "lease_until = {now} + 30"
    QString where = {};    ///< constant part of the condition, e.g. "state = 0"
};

/// Changes that belong together and do not build on each other: no update is about a row that is inserted beside it,
/// and no row is touched twice. Updates come first, inserts in their order: a row may refer to one of an insert before
/// it.
struct SqlWrites {
    struct Update {
        SqlUpdate update;
        std::vector<SqlParams> rows;
        bool isCounted = false;  ///< `matched` is wanted
        qint64 matched = 0;
    };
    struct Insert {
        SqlInsert insert;
        std::vector<SqlParams> rows;
        QString idsBy = {};                  ///< not empty: `ids` are wanted, by this column of bytes
        QHash<QByteArray, qint64> ids = {};  ///< what the store gave the rows in their column `id`
        size_t placeOfKey() const;           ///< of `idsBy` among the columns
    };
    std::vector<Update> updates;
    std::vector<Insert> inserts;

    /// Leaves out what has no rows.
    void add(const SqlUpdate& update, std::vector<SqlParams> rows, bool isCounted = false);
    void add(const SqlInsert& insert, std::vector<SqlParams> rows, const QString& idsBy = {});
    bool isEmpty() const { return updates.empty() && inserts.empty(); }
    /// Once written: whether each counted update found all its rows.
    bool foundAll() const;
};

/// Rows that get the next numbers of a counter (table `counters`), in their order. The counter stays locked until the
/// transaction ends, so the order of numbers is the order of commits.
struct SqlNumbered {
    QString counter;
    SqlInsert insert;             ///< its first column is the number
    std::vector<SqlParams> rows;  ///< without it
    qint64 first = 0;             ///< what the first row got
};

/// End of an insert statement for OnConflict other than Fail, as the standard has it.
QString onConflictClause(const SqlInsert& insert);
/// A store may refuse to write over a row twice in one statement; of each key the last row counts.
std::vector<SqlParams> lastOfEachKey(const SqlInsert& insert, std::span<const SqlParams> rows);

}  // namespace tongdai
