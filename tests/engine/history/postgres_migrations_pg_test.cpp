#include "tests/engine/history/migrations_behaviour.h"

#include "tests/support/postgres_server.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class PostgresMigrationsTest : public MigrationsBehaviour {
    Q_OBJECT

    PostgresServer m_server;
    int m_stores = 0;

protected:
    QString startServer() override { return m_server.start() ? QString() : m_server.problem(); }
    QString newStore() override
    {
        const QString database = u"store_%1"_s.arg(++m_stores);
        if (!m_server.createDatabase(database)) qFatal("the database could not be created");
        return m_server.host() + u'|' + database;
    }
    HistoryBackend backendOf(const QString& store) override
    {
        const QStringList parts = store.split(u'|');
        return postgresBackend({parts[0], 5432, parts[1], PostgresServer::user(), {}});
    }
};

TONGDAI_FAILPOINT_TEST(PostgresMigrationsTest)

}  // namespace tongdai::testing

#include "postgres_migrations_pg_test.moc"
