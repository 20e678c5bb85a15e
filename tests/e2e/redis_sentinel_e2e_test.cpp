#include "tests/support/engine_scene.h"
#include "tests/support/message_stream.h"
#include "tests/support/sentinel_group.h"
#include "tests/support/test_registry.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

/// F17: the shared Redis fails over by its sentinels under a stream of messages: nothing is lost, doubled or out of
/// order, and the engine uses the new primary.
class RedisSentinelE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SentinelGroup> m_group;
    std::unique_ptr<EngineScene> m_scene;
    std::unique_ptr<SteadySenders> m_senders;

private slots:
    void init()
    {
        m_group = std::make_unique<SentinelGroup>();
        QVERIFY2(m_group->start(), qPrintable(m_group->problem()));
        m_scene = std::make_unique<EngineScene>();
        EngineProcess& engine = m_scene->engine;
        engine.setEnvironment(u"REDIS_SENTINELS"_s, m_group->addresses());
        engine.setEnvironment(u"REDIS_SENTINEL_GROUP"_s, QString::fromLatin1(SentinelGroup::kGroup));
        engine.setEnvironment(u"REDIS_SENTINEL_PASSWORD"_s, QString::fromLatin1(SentinelGroup::kSentinelPassword));
        engine.setEnvironment(u"REDIS_PASSWORD"_s, QString::fromLatin1(SentinelGroup::kServerPassword));
        m_senders = std::make_unique<SteadySenders>(m_scene->client, 40);
        StubScript varied;
        varied.maxDelay = 50;
        m_scene->ai.setScript(varied);
        QVERIFY(m_scene->start());
        QVERIFY(m_scene->waitForRedis());
    }
    void cleanup()
    {
        if (QTest::currentTestFailed()) qInfo("%s", m_scene->engine.errorOutput().right(4'000).constData());
        m_scene->engine.stop();
        m_senders.reset();
        m_scene.reset();
        m_group.reset();
    }

    void failoverUnderLoad_data()
    {
        QTest::addColumn<bool>("isKilled");
        QTest::newRow("the primary is killed") << true;
        QTest::newRow("the primary is replaced") << false;
    }
    void failoverUnderLoad()
    {
        QFETCH(bool, isKilled);
        MessageStream stream(*m_senders, 50);
        m_senders->resume();
        QTRY_VERIFY_WITH_TIMEOUT(m_senders->acknowledged() > 50, 60'000);
        if (isKilled) {
            m_group->first().kill();
        } else {
            QCOMPARE(m_group->askSentinel(0, {"SENTINEL", "FAILOVER", SentinelGroup::kGroup}), "OK"_ba);
        }
        // Another primary, and the engine at work on it.
        const auto isOnTheSecond = [this] {
            return m_group->askServer(m_group->second(), {"ROLE"}).startsWith("master") &&
                   m_group->askServer(m_group->second(), {"CLIENT", "LIST", "TYPE", "NORMAL"}).count("cmd=") >= 2 &&
                   m_scene->waitForRedis();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isOnTheSecond(), 90'000);
        const int before = m_senders->acknowledged();
        QTRY_VERIFY_WITH_TIMEOUT(m_senders->acknowledged() > before + 50, 60'000);
        stream.stop();
        QTRY_VERIFY_WITH_TIMEOUT(m_senders->isDone(), 60'000);
        QCOMPARE(m_senders->surprises(), QStringList());
        QVERIFY(m_scene->settles(60s));
        QCOMPARE(m_scene->wrongs(m_senders->promises()), QStringList());
        QCOMPARE(m_scene->rows(u"select count(*) from messages where seq is not null"_s),
                 QStringList{QString::number(m_senders->total())});
        QCOMPARE(m_scene->platform.repeated(), 0);
    }
};

TONGDAI_TEST(RedisSentinelE2eTest)

#include "redis_sentinel_e2e_test.moc"
