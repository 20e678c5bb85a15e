#include "engine/host/boot/engine_runtime.h"

#include "tests/support/long_tests.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kEndsWithin = 30'000;

/// One engine in its thread, and what it said.
struct StoppedEngine {
    explicit StoppedEngine(EngineConfig config)
        : engine(std::move(config)),
          ready(&engine, &EngineRuntime::ready),
          startFailed(&engine, &EngineRuntime::startFailed),
          stopped(&engine, &EngineRuntime::stopped)
    {
    }

    EngineRuntime engine;
    QSignalSpy ready;
    QSignalSpy startFailed;
    QSignalSpy stopped;
};

}  // namespace

/// An engine may be told to stop at any moment, also while it starts: it ends in time, begins nothing any more, and
/// does not take its own end for a failure.
class EngineStopRedisTest : public QObject {
    Q_OBJECT

    testing::RedisServer m_redis{testing::RedisServer::Options{true, {}}};
    std::unique_ptr<QTemporaryDir> m_dir;

    EngineConfig config() const
    {
        EngineConfig config;
        config.dataDir = m_dir->path();
        config.port = 0;
        config.pancakeToken = QString(40, u'p');
        config.adminToken = QString(40, u'a');
        config.jwtSecret = QString(40, u'j');
        config.operatorId = OperatorId("lan");
        config.operatorName = u"Lan"_s;
        config.redis = RedisTarget{u"127.0.0.1"_s, m_redis.port(), 0, {}, {}};
        return config;
    }

private slots:
    void initTestCase() { QVERIFY2(m_redis.start(), qPrintable(m_redis.problem())); }

    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_redis.cli({"FLUSHALL"_ba});
    }

    void theMomentAfterTheStart()
    {
        StoppedEngine one(config());
        one.engine.start();
        one.engine.stop();
        QVERIFY(one.stopped.wait(kEndsWithin));
        QCOMPARE(one.startFailed.count(), 0);
        QCOMPARE(one.ready.count(), 0);
    }

    void whileADatabaseServerIsSilent_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("PostgreSQL") << int(DatabaseTarget::Kind::Postgres);
        QTest::newRow("MySQL") << int(DatabaseTarget::Kind::MySql);
    }

    /// The history's thread waits for the server's first word, five seconds at most, and asks no second time.
    void whileADatabaseServerIsSilent()
    {
        QFETCH(const int, kind);
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        EngineConfig wanted = config();
        DatabaseTarget target;
        target.kind = DatabaseTarget::Kind(kind);
        target.host = u"127.0.0.1"_s;
        target.port = silent.serverPort();
        target.database = u"tongdai"_s;
        target.user = u"tongdai"_s;
        wanted.database = target;

        QSignalSpy asked(&silent, &QTcpServer::newConnection);
        StoppedEngine one(wanted);
        one.engine.start();
        QVERIFY(asked.wait(kEndsWithin));
        QElapsedTimer watch;
        watch.start();
        one.engine.stop();
        QVERIFY(one.stopped.wait(kEndsWithin));
        QVERIFY2(watch.elapsed() < 10'000, qPrintable(QString::number(watch.elapsed())));
        QCOMPARE(one.startFailed.count(), 0);
        QCOMPARE(one.ready.count(), 0);
    }

    void anyMomentOfTheStart_data()
    {
        QTest::addColumn<QByteArray>("owner");
        QTest::newRow("with a Redis of its own") << QByteArray();
        QTest::newRow("with a Redis of another installation") << "another shop"_ba;
    }

    void anyMomentOfTheStart()
    {
        QFETCH(const QByteArray, owner);
        const int step = testing::isLong() ? 1 : 12;
        for (int delay = 0; delay < 240; delay += step) {
            init();
            if (!owner.isEmpty()) m_redis.cli({"SET"_ba, "engine:install"_ba, owner});
            StoppedEngine one(config());
            QTimer::singleShot(delay, &one.engine, &EngineRuntime::stop);
            one.engine.start();
            QVERIFY2(one.stopped.wait(kEndsWithin), qPrintable(QString::number(delay)));
            QCOMPARE(one.startFailed.count(), 0);
            if (!owner.isEmpty()) QCOMPARE(m_redis.cli({"GET"_ba, "engine:install"_ba}), owner);
        }
    }
};

TONGDAI_TEST(EngineStopRedisTest)

}  // namespace tongdai

#include "engine_stop_redis_test.moc"
