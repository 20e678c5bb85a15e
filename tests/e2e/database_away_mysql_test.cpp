#include "tests/e2e/database_away_behaviour.h"
#include "tests/support/test_registry.h"

using namespace tongdai::testing;

/// On a private MariaDB.
class DatabaseAwayMysqlTest : public DatabaseAwayBehaviour {
    Q_OBJECT
public:
    DatabaseAwayMysqlTest() : DatabaseAwayBehaviour(std::make_unique<SharedMariadb>()) {}

protected:
    void killServer() override { static_cast<SharedMariadb&>(store()).server().kill(); }
};

TONGDAI_FAILPOINT_TEST(DatabaseAwayMysqlTest)
#include "database_away_mysql_test.moc"
