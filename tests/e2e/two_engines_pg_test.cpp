#include "tests/e2e/two_engines_behaviour.h"

#include "tests/support/test_registry.h"

namespace tongdai::testing {

class TwoEnginesPgTest : public TwoEnginesBehaviour {
    Q_OBJECT
public:
    TwoEnginesPgTest() : TwoEnginesBehaviour(std::make_unique<SharedPostgres>()) {}

protected:
    void killServer() override { static_cast<SharedPostgres&>(store()).server().kill(); }
};

TONGDAI_TEST(TwoEnginesPgTest)

}  // namespace tongdai::testing

#include "two_engines_pg_test.moc"
