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
};

TONGDAI_FAILPOINT_TEST(DatabaseAwayMysqlTest)
#include "database_away_mysql_test.moc"
