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
};

TONGDAI_FAILPOINT_TEST(DatabaseAwayPgTest)
#include "database_away_pg_test.moc"
