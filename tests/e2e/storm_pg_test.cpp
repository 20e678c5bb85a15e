#include "tests/e2e/storm_behaviour.h"
#include "tests/support/test_registry.h"

using namespace tongdai::testing;

/// On a private PostgreSQL.
class StormPgTest : public StormBehaviour {
    Q_OBJECT
public:
    StormPgTest() : StormBehaviour(std::make_unique<SharedPostgres>()) {}

protected:
    void killServer() override { static_cast<SharedPostgres&>(store()).server().kill(); }
};

TONGDAI_TEST(StormPgTest)
#include "storm_pg_test.moc"
