#include "tests/e2e/database_faults_behaviour.h"
#include "tests/support/test_registry.h"

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// On a private MariaDB.
class DatabaseFaultsMysqlTest : public DatabaseFaultsBehaviour {
    Q_OBJECT
public:
    DatabaseFaultsMysqlTest() : DatabaseFaultsBehaviour(std::make_unique<SharedMariadb>()) {}

protected:
    QString serverSocket() const override { return server().socketPath(); }
    QMap<QString, QString> settingsAt(quint16 port) const override
    {
        return {{u"MYSQL_HOST"_s, u"127.0.0.1"_s},
                {u"MYSQL_PORT"_s, QString::number(port)},
                {u"MYSQL_DB"_s, database()},
                {u"MYSQL_USER"_s, MariadbServer::user()}};
    }
    QStringList clientCommand(const QString& sql) const override
    {
        return {u"mariadb"_s,
                u"--no-defaults"_s,
                u"--socket="_s + server().socketPath(),
                u"--user="_s + MariadbServer::user(),
                u"--database="_s + database(),
                u"--execute="_s + sql};
    }
    QString pauseFor(double seconds) const override { return u"select %1(%2); "_s.arg(u"sleep"_s).arg(seconds); }

private:
    MariadbServer& server() const
    {
        return static_cast<SharedMariadb&>(const_cast<DatabaseFaultsMysqlTest*>(this)->store()).server();
    }
};

TONGDAI_FAILPOINT_TEST(DatabaseFaultsMysqlTest)
#include "database_faults_mysql_test.moc"
