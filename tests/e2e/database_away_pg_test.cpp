#include "tests/e2e/database_away_behaviour.h"
#include "tests/support/test_registry.h"

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// On a private PostgreSQL.
class DatabaseAwayPgTest : public DatabaseAwayBehaviour {
    Q_OBJECT
public:
    DatabaseAwayPgTest() : DatabaseAwayBehaviour(std::make_unique<SharedPostgres>()) {}

protected:
    void killServer() override { static_cast<SharedPostgres&>(store()).server().kill(); }
    void setReadOnly(bool readOnly) override
    {
        store().rows(u"alter system set default_transaction_read_only = %1"_s.arg(readOnly ? u"on"_s : u"off"_s));
        store().rows(u"select pg_reload_conf()"_s);
    }
    QMap<QString, QString> settingsOfAClerk(const QString& database) override
    {
        store().rows(u"create role clerk login"_s);
        store().rows(u"alter database %1 owner to clerk"_s.arg(database));
        QMap<QString, QString> settings = store().settings();
        settings[u"POSTGRES_USER"_s] = u"clerk"_s;
        return settings;
    }
    void setCrowded(const QString& database, bool crowded) override
    {
        store().rows(u"alter database %1 connection limit %2"_s.arg(database).arg(crowded ? 0 : -1));
        if (crowded) store().rows(u"select pg_terminate_backend(pid) from pg_stat_activity where usename = 'clerk'"_s);
    }
};

TONGDAI_FAILPOINT_TEST(DatabaseAwayPgTest)
#include "database_away_pg_test.moc"
