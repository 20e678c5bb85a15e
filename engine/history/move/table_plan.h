#pragma once

#include "engine/history/store/sql_session.h"

#include <vector>

namespace tongdai {

/// A column that is carried from one store to another: its type in the target decides how values are written.
struct PlannedColumn {
    QString name;
    SqlType type = SqlType::Text;
};

struct PlannedTable {
    QString name;
    std::vector<PlannedColumn> columns;
    QStringList keys;             ///< of the primary key, in its order
    std::vector<int> keyPlaces;   ///< where the keys stand in `columns`
    QStringList numberedByStore;  ///< identity columns of the target
};

/// Every table of an SQLite history and how it goes into a server store of the same schema version, parents before
/// children. Read from both catalogues, so that a new migration needs no line here. Search indexes and other tables a
/// store keeps for itself are left out; a table or column with content that the target does not know is an error.
/// @throws SqlError
std::vector<PlannedTable> planTables(SqlSession& sqlite, SqlSession& target);

/// What the target computes by itself from the rows it gets, after the move; what it has computed so far is dropped.
void forgetComputed(SqlSession& target);

}  // namespace tongdai
