#include "tests/engine/history/migrations_behaviour.h"

#include "tests/support/mariadb_server.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;

class MysqlMigrationsTest : public MigrationsBehaviour {
    Q_OBJECT

    MariadbServer m_server;
    int m_stores = 0;

protected:
    QString startServer() override { return m_server.start() ? QString() : m_server.problem(); }
    QString newStore() override
    {
        const QString database = u"store_%1"_s.arg(++m_stores);
        if (!m_server.createDatabase(database)) qFatal("the database could not be created");
        return m_server.socketPath() + u'|' + database;
    }
    HistoryBackend backendOf(const QString& store) override
    {
        const QStringList parts = store.split(u'|');
        return mysqlBackend({parts[0], 0, parts[1], MariadbServer::user(), {}});
    }
};

TONGDAI_FAILPOINT_TEST(MysqlMigrationsTest)

}  // namespace tongdai::testing

#include "mysql_migrations_mysql_test.moc"
