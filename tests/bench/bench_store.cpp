#include "tests/bench/bench_store.h"

namespace tongdai::bench {

using namespace Qt::StringLiterals;

bool BenchStore::start(const QString& name)
{
    const QString database = u"bench"_s;
    if (name == "sqlite"_L1) {
        m_backend = sqliteBackend(m_folder.filePath(u"history.sqlite"_s));
        return true;
    }
    if (name == "postgres"_L1) {
        if (!m_postgres.start() || !m_postgres.createDatabase(database)) {
            m_problem = m_postgres.problem();
            return false;
        }
        m_backend =
            postgresBackend({m_postgres.host(), m_postgres.port(), database, testing::PostgresServer::user(), {}});
        return true;
    }
    if (name == "mysql"_L1) {
        m_mariadb.setMemory(128);  // what a server has that nobody configured
        if (!m_mariadb.start() || !m_mariadb.createDatabase(database)) {
            m_problem = m_mariadb.problem();
            return false;
        }
        m_backend = mysqlBackend({m_mariadb.socketPath(), 0, database, testing::MariadbServer::user(), {}});
        return true;
    }
    m_problem = u"the stores are sqlite, postgres and mysql"_s;
    return false;
}

}  // namespace tongdai::bench
