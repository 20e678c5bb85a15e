#pragma once

#include "engine/history/sql_history.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/postgres_server.h"

#include <QTemporaryDir>

namespace tongdai::bench {

/// A fresh store for a benchmark: a SQLite file, or a private server of the bench's own, flushing every commit as in
/// a shop. The folder of temporary files decides what a flush costs.
class BenchStore {
public:
    /// "sqlite", "postgres", "mysql". False: problem() says what is missing.
    bool start(const QString& name);
    const HistoryBackend& backend() const { return m_backend; }
    QString problem() const { return m_problem; }
    /// CPU the server has used so far, all its processes together; 0 where there is no server.
    double serverCpuSeconds() const;

private:
    QTemporaryDir m_folder;
    testing::PostgresServer m_postgres;
    testing::MariadbServer m_mariadb;
    HistoryBackend m_backend;
    QString m_problem;
};

}  // namespace tongdai::bench
