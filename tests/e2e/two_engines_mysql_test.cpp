#include "tests/e2e/two_engines_behaviour.h"

#include "tests/support/test_registry.h"

namespace tongdai::testing {

class TwoEnginesMysqlTest : public TwoEnginesBehaviour {
    Q_OBJECT
public:
    TwoEnginesMysqlTest() : TwoEnginesBehaviour(std::make_unique<SharedMariadb>()) {}

protected:
    void killServer() override { static_cast<SharedMariadb&>(store()).server().kill(); }
};

TONGDAI_TEST(TwoEnginesMysqlTest)

}  // namespace tongdai::testing

#include "two_engines_mysql_test.moc"
