#include "tests/e2e/storm_behaviour.h"
#include "tests/support/test_registry.h"

using namespace tongdai::testing;

/// On a private MariaDB.
class StormMysqlTest : public StormBehaviour {
    Q_OBJECT
public:
    StormMysqlTest() : StormBehaviour(std::make_unique<SharedMariadb>()) {}

protected:
    void killServer() override { static_cast<SharedMariadb&>(store()).server().kill(); }
};

TONGDAI_TEST(StormMysqlTest)
#include "storm_mysql_test.moc"
