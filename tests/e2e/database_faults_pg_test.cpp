#include "tests/e2e/database_faults_behaviour.h"
#include "tests/support/test_registry.h"

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// On a private PostgreSQL.
class DatabaseFaultsPgTest : public DatabaseFaultsBehaviour {
    Q_OBJECT
public:
    DatabaseFaultsPgTest() : DatabaseFaultsBehaviour(std::make_unique<SharedPostgres>()) {}

protected:
    QString serverSocket() const override { return server().host() + u"/.s.PGSQL.5432"_s; }
    QMap<QString, QString> settingsAt(quint16 port) const override
    {
        return {{u"POSTGRES_HOST"_s, u"127.0.0.1"_s},
                {u"POSTGRES_PORT"_s, QString::number(port)},
                {u"POSTGRES_DB"_s, database()},
                {u"POSTGRES_USER"_s, PostgresServer::user()}};
    }
    QStringList clientCommand(const QString& sql) const override
    {
        return {u"psql"_s, u"-X"_s,    u"-q"_s, u"-h"_s, server().host(), u"-U"_s, PostgresServer::user(),
                u"-d"_s,   database(), u"-c"_s, sql};
    }
    QString pauseFor(double seconds) const override { return u"select pg_sleep(%1); "_s.arg(seconds); }

private:
    PostgresServer& server() const
    {
        return static_cast<SharedPostgres&>(const_cast<DatabaseFaultsPgTest*>(this)->store()).server();
    }
};

TONGDAI_FAILPOINT_TEST(DatabaseFaultsPgTest)
#include "database_faults_pg_test.moc"
