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
    void aPauseThatTakesAllOfACallersTime()
    {
        EngineConfig config;
        config.lockTtl = 60s;
        config.pause = 25s;
        QVERIFY2(configWarnings(config).empty(), "no channel has it");
        config.pauseChannels = QStringList{u"web"_s};
        QCOMPARE(configWarnings(config), (std::vector{api::ConfigWarning{Warned::PauseLongerThanWait, 25, 25}}));
        config.pause = 24s;
        QVERIFY(configWarnings(config).empty());
    }
    void whatADisputeNeedsIsKeptAsLong()
    {
        EngineConfig config;
        config.lockTtl = 60s;
        config.retention.conversations = 14;
        config.retention.drafts = 1;
        config.retention.events = 1;
        QVERIFY(configWarnings(config).empty());
        config.retention.conversations = 7;
        config.retention.outbox = 3;
        QCOMPARE(
            configWarnings(config),
            (std::vector{api::ConfigWarning{Warned::RetentionShorterThanCase, 7, 14, u"RETAIN_CONVERSATIONS_DAYS"_s},
                         api::ConfigWarning{Warned::RetentionShorterThanCase, 3, 14, u"RETAIN_OUTBOX_DAYS"_s}}));
    }
    void aJournalThatWouldNotHoldANight()
    {
        QVERIFY2(!nightWarning(1'000'000, 0), "a store that is a file of this computer has none");
        QVERIFY(!nightWarning(500'000, 500'000));
        QCOMPARE(nightWarning(500'001, 500'000),
                 (api::ConfigWarning{Warned::JournalShorterThanNight, 500'001, 500'000}));
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
