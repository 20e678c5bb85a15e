#pragma once

#include "engine/history/store/sql_session.h"

#include <vector>

namespace tongdai {

struct Migration {
    int version = 0;
    QString name;
    QStringList statements;
};

/// The numbered files of one store, compiled in under :/sql/<dialect>/NNNN_what.sql, in order.
std::vector<Migration> migrationsFor(const QString& dialect);

/// Statements of a migration file: separated by a semicolon at the end of a line, comment lines dropped.
QStringList splitStatements(const QString& sql);

/// The version the store has now; 0: none yet.
int schemaVersion(SqlSession& session);

/// Brings the store up to the newest version this program knows. Safe to run again after any interruption: a store with
/// transactional DDL moves one version at a time or not at all; otherwise (MySQL) the number of finished statements is
/// kept in the store and the next run goes on behind them. Several programs may start at once: the loser of the race
/// waits for the write lock and finds nothing to do.
/// @throws SqlError Refused when the store is newer than this program.
void migrate(SqlSession& session, const std::vector<Migration>& migrations);

}  // namespace tongdai
