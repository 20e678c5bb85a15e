#include "tests/engine/state/redis_fixture.h"
#include "tests/support/long_tests.h"
#include "tests/support/tcp_proxy.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using redis::Endpoint;
using redis::Health;
using redis::HealthState;
using testing::EngineSide;
using testing::RedisServer;
using testing::waitUntil;

class HealthRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    Endpoint endpoint() const { return Endpoint::onUnixSocket(m_server->socketPath()); }
    static PartState reported(const EngineSide& side) { return side.health.report().state; }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
    }

    void comesUpAndNamesTheServer()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QCOMPARE(reported(side), PartState::Starting);
        QVERIFY(side.waitUntilUp());
        const PartHealth report = side.health.report();
        QCOMPARE(report.state, PartState::Ok);
        QVERIFY(!report.version.isEmpty());
        QCOMPARE(report.endpoint, m_server->socketPath());
        QCOMPARE(m_server->cli({"GET"_ba, "engine:install"_ba}), "shop"_ba);
        QCOMPARE(m_server->cli({"GET"_ba, "engine:epoch"_ba}), side.health.epoch());
    }

    void knowsWhatTheServerSaysOfItself()
    {
        redis::HealthOptions options;
        options.probeEvery = 20ms;
        EngineSide side(endpoint(), "shop"_ba, {}, options);
        QVERIFY(!side.health.figures());
        QVERIFY(side.waitUntilUp());
        QVERIFY(waitUntil([&] { return side.health.figures().has_value(); }));
        QVERIFY(side.health.figures()->memory > 100'000 && side.health.figures()->clients >= 1);
        const qint64 before = side.health.figures()->misses;
        for (int i = 0; i < 50; ++i)
            m_server->cli({"GET"_ba, "nothing:" + QByteArray::number(i)});
        // It asks again now and then; what was missed since is counted.
        QVERIFY(waitUntil([&] { return side.health.figures()->misses >= before + 50; }));
    }

    /// One slow answer, as when the program starts, is no slow Redis; and the word follows the later answers.
    void isSlowOnlyAfterSeveralSlowProbes()
    {
        redis::HealthOptions options;
        options.probeEvery = 50ms;
        options.slowAfter = 0ms;  // nothing is that fast
        EngineSide side(endpoint(), "shop"_ba, {}, options);
        QStringList said;
        connect(&side.health, &Health::measured, this,
                [&] { said << QString(partStateName(side.health.report().state)); });
        QVERIFY(waitUntil([&] { return said.size() >= 3; }));
        QCOMPARE(said.mid(0, 3), (QStringList{u"ok"_s, u"ok"_s, u"slow"_s}));
        QVERIFY(side.health.canWrite());
    }

    /// F19: hangs, while connecting still succeeds.
    void hungServerIsGivenUpWithinASecondOfTheFirstCommand()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        m_server->pause();
        QElapsedTimer timer;
        timer.start();
        side.connection.ask({"PING"_ba});
        QVERIFY(waitUntil([&] { return !side.health.canRead(); }));
        QVERIFY2(timer.elapsed() <= testing::promptly(1s), qPrintable(QString::number(timer.elapsed())));
        QVERIFY(waitUntil([&] { return side.health.state() == HealthState::Down; }));
        QVERIFY(!side.health.cause().isEmpty());
        m_server->resume();
        QVERIFY(side.waitUntilUp());
    }

    /// F17: comes back empty.
    void restartedEmptyServerIsNoticed()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        QSignalSpy lost(&side.health, &Health::dataLost);
        m_server->kill();
        QVERIFY(waitUntil([&] { return side.health.state() == HealthState::Down; }));
        QVERIFY(m_server->restart());
        QVERIFY(side.waitUntilUp());
        QVERIFY(waitUntil([&] { return lost.size() == 1; }));
    }

    /// F18
    void flushIsNoticedByEveryEngineOnce()
    {
        EngineSide first(endpoint(), "shop"_ba);
        EngineSide second(endpoint(), "shop"_ba);
        QVERIFY(first.waitUntilUp() && second.waitUntilUp());
        QCOMPARE(first.health.epoch(), second.health.epoch());
        QSignalSpy lostByFirst(&first.health, &Health::dataLost);
        QSignalSpy lostBySecond(&second.health, &Health::dataLost);
        m_server->cli({"FLUSHALL"_ba});
        QVERIFY(waitUntil([&] { return !lostByFirst.empty() && !lostBySecond.empty(); }));
        QCOMPARE(first.health.epoch(), second.health.epoch());
        QCOMPARE(lostByFirst.size(), 1);
        QCOMPARE(first.health.state(), HealthState::Up);
    }

    /// F22
    void replicaIsDownUntilPromoted()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        m_server->cli({"REPLICAOF"_ba, "127.0.0.1"_ba, "1"_ba});
        side.connection.ask({"SET"_ba, "k"_ba, "v"_ba});
        QVERIFY(waitUntil([&] { return side.health.state() == HealthState::Down; }, 1000ms));
        m_server->cli({"REPLICAOF"_ba, "NO"_ba, "ONE"_ba});
        QVERIFY(side.waitUntilUp());
    }

    /// F20
    void fullServerIsReadableOnly()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        m_server->cli({"CONFIG"_ba, "SET"_ba, "maxmemory"_ba, "1"_ba});
        QVERIFY(waitUntil([&] { return side.health.canRead() && !side.health.canWrite(); }));
        QCOMPARE(reported(side), PartState::Slow);
        m_server->cli({"CONFIG"_ba, "SET"_ba, "maxmemory"_ba, "0"_ba});
        QVERIFY(side.waitUntilUp());
    }

    /// F29
    void foreignServerIsNeverWrittenTo()
    {
        m_server->cli({"SET"_ba, "engine:install"_ba, "somebody else"_ba});
        const QByteArray keysBefore = m_server->cli({"KEYS"_ba, "*"_ba});
        EngineSide side(endpoint(), "shop"_ba);
        QSignalSpy foreign(&side.health, &Health::foreignInstall);
        QVERIFY(waitUntil([&] { return foreign.size() == 1; }));
        QVERIFY(side.health.isForeign());
        QVERIFY(!side.health.canRead());
        QCOMPARE(m_server->cli({"KEYS"_ba, "*"_ba}), keysBefore);
        QCOMPARE(m_server->cli({"GET"_ba, "engine:install"_ba}), "somebody else"_ba);
    }

    /// A private server whose history was replaced, e.g. by a restored copy.
    void serverOfOurOwnLosesAnotherInstallationsData()
    {
        m_server->cli({"SET"_ba, "engine:install"_ba, "an earlier history"_ba});
        m_server->cli({"SET"_ba, "conv_lock:c1"_ba, "somebody"_ba});
        redis::Connection connection(endpoint());
        Health health(connection, {"shop"_ba, "run-1"_ba, true});
        connection.open();
        QVERIFY(waitUntil([&] { return health.canWrite(); }));
        QCOMPARE(m_server->cli({"GET"_ba, "engine:install"_ba}), "shop"_ba);
        QCOMPARE(m_server->cli({"EXISTS"_ba, "conv_lock:c1"_ba}), "0"_ba);
    }

    void nothingIsAskedBeforeTheInstallationIsKnown()
    {
        EngineSide side(endpoint(), {});
        QVERIFY(waitUntil([&] { return side.connection.isReady(); }));
        const QByteArray before = m_server->cli({"KEYS"_ba, "*"_ba});
        QVERIFY(before.isEmpty());
        QVERIFY(!side.health.canRead());
        side.health.setInstall("shop"_ba);
        QVERIFY(side.waitUntilUp());
        QCOMPARE(m_server->cli({"GET"_ba, "engine:install"_ba}), "shop"_ba);
    }

    /// F30: an account that may read and write but not run scripts.
    void missingRightsAreNamed()
    {
        m_server->cli({"ACL"_ba, "SETUSER"_ba, "shop"_ba, "on"_ba, ">pw-5ecret"_ba, "~*"_ba, "&*"_ba, "+@all"_ba,
                       "-eval"_ba, "-evalsha"_ba});
        Endpoint limited = endpoint();
        limited.userName = "shop"_ba;
        limited.password = "pw-5ecret"_ba;
        EngineSide side(limited, "shop"_ba);
        QVERIFY(waitUntil([&] { return side.health.cause().contains(u"NOPERM"); }));
        QVERIFY(!side.health.canRead());
        QVERIFY(!side.health.cause().contains(u"5ecret"));
    }

    /// F25: a key of the wrong type where a string belongs.
    void plantedKeyIsNamedAndDoesNotCrash()
    {
        m_server->cli({"LPUSH"_ba, "engine:install"_ba, "x"_ba});
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(waitUntil([&] { return side.health.cause().contains(u"WRONGTYPE"); }));
        m_server->cli({"DEL"_ba, "engine:install"_ba});
        QVERIFY(side.waitUntilUp());
    }

    void busyServerIsDown()
    {
        EngineSide side(endpoint(), "shop"_ba);
        QVERIFY(side.waitUntilUp());
        m_server->cli({"CONFIG"_ba, "SET"_ba, "busy-reply-threshold"_ba, "50"_ba});
        side.connection.ask({"EVAL"_ba, "while true do end"_ba, "0"_ba}, 60s);
        QVERIFY(waitUntil([&] { return side.health.state() == HealthState::Down; }));
        m_server->cli({"SCRIPT"_ba, "KILL"_ba});
        QVERIFY(side.waitUntilUp());
    }
};

TONGDAI_TEST(HealthRedisTest)

}  // namespace tongdai

#include "health_redis_test.moc"
