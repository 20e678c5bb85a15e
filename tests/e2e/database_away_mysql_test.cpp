#include "tests/e2e/database_away_behaviour.h"
#include "tests/support/test_registry.h"

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// On a private MariaDB.
class DatabaseAwayMysqlTest : public DatabaseAwayBehaviour {
    Q_OBJECT
public:
    DatabaseAwayMysqlTest() : DatabaseAwayBehaviour(std::make_unique<SharedMariadb>()) {}

protected:
    void killServer() override { static_cast<SharedMariadb&>(store()).server().kill(); }
    void setReadOnly(bool readOnly) override
    {
        store().rows(u"set global tx_read_only = %1"_s.arg(readOnly ? u"on"_s : u"off"_s));
        if (!readOnly) return;
        const QStringList others = store().rows(
            u"select id from information_schema.processlist where user = 'root' and id <> connection_id()"_s);
        for (const QString& each : others)
            store().rows(u"kill "_s + each);
    }
    QMap<QString, QString> settingsOfAClerk(const QString& database) override
    {
        store().rows(u"create user if not exists clerk@localhost"_s);
        store().rows(u"grant all on `%1`.* to clerk@localhost"_s.arg(database));
        QMap<QString, QString> settings = store().settings();
        settings[u"MYSQL_USER"_s] = u"clerk"_s;
        return settings;
    }
    void setCrowded(const QString&, bool crowded) override
    {
        if (!crowded) {
            m_crowd.clear();
            store().rows(u"set global max_connections = 151"_s);
            return;
        }
        for (int i = 0; i < 14; ++i)
            m_crowd.push_back(static_cast<SharedMariadb&>(store()).server().beginSession());
        QTRY_VERIFY(store().rows(u"select 1 from information_schema.processlist where user = 'root'"_s).size() >= 14);
        store().rows(u"set global max_connections = 10"_s);
        m_crowd.front()->write("kill user clerk@localhost;\n");  // there is no connection for anybody else
    }

private:
    std::vector<std::unique_ptr<QProcess>> m_crowd;
};

TONGDAI_FAILPOINT_TEST(DatabaseAwayMysqlTest)
#include "database_away_mysql_test.moc"
