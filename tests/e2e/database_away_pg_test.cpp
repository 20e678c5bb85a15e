#include "tests/e2e/database_away_behaviour.h"
#include "tests/support/test_registry.h"

using namespace tongdai::testing;

/// On a private PostgreSQL.
class DatabaseAwayPgTest : public DatabaseAwayBehaviour {
    Q_OBJECT
public:
    DatabaseAwayPgTest() : DatabaseAwayBehaviour(std::make_unique<SharedPostgres>()) {}

protected:
    void killServer() override { static_cast<SharedPostgres&>(store()).server().kill(); }
};

TONGDAI_FAILPOINT_TEST(DatabaseAwayPgTest)
#include "database_away_pg_test.moc"
