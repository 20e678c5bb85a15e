#include "engine/host/locks/locks_config_lint.h"

#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Warned = api::ConfigWarning::Kind;

/// Settings that do not fit together are named, and only those.
class LocksConfigLintTest : public QObject {
    Q_OBJECT
private slots:
    void aLockThatLivesNoLongerThanAnAnswerMayTake()
    {
        const EngineConfig usual;  // 30 s and 30 s, as the contract has them
        QCOMPARE(configWarnings(usual).size(), size_t(1));
        QCOMPARE(configWarnings(usual)[0], (api::ConfigWarning{Warned::LockShorterThanAi, 30, 30}));
    }
    void settingsThatFitAreNotNamed()
    {
        EngineConfig config;
        config.lockTtl = 60s;
        QVERIFY(configWarnings(config).empty());
    }
    void everyOtherPairIsNamed()
    {
        EngineConfig config;
        config.lockTtl = 200s;
        config.aiProcessingTimeout = 110s;
        QCOMPARE(configWarnings(config)[0].kind, Warned::AiLongerThanHold);
        config.aiProcessingTimeout = 20s;
        QCOMPARE(configWarnings(config)[0].kind, Warned::OneTryLongerThanAll);
        config.aiTimeout = 10s;
        config.stateTtl = 100s;
        QCOMPARE(configWarnings(config)[0].kind, Warned::StateShorterThanLock);
    }
    void anOldRedisIsKnownByItsVersion()
    {
        QVERIFY(isOldRedis(u"6.0.16"_s));
        QVERIFY(!isOldRedis(u"6.2.0"_s));
        QVERIFY(!isOldRedis(u"7.0.15"_s));
        QVERIFY(!isOldRedis(QString()));
    }
};

TONGDAI_TEST(LocksConfigLintTest)

}  // namespace tongdai::testing

#include "locks_config_lint_test.moc"
