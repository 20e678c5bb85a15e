#include "tests/support/engine_scene.h"
#include "tests/support/long_tests.h"
#include "tests/support/redis_server.h"
#include "tests/support/steady_senders.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTest>
#include <QTimer>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

bool isAlive(qint64 pid)
{
    return pid > 0 && QFileInfo::exists(u"/proc/%1"_s.arg(pid));
}

/// Keeps customers writing until it is told to stop.
class Stream {
public:
    Stream(SteadySenders& senders, int perSecond) : m_senders(senders)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const int number = m_senders.total();
            m_senders.add(u"c-%1"_s.arg(number % 30), u"m-%1"_s.arg(number), u"tin nhắn số %1"_s.arg(number));
        });
        m_timer.start(1'000 / perSecond);
    }
    void stop() { m_timer.stop(); }

private:
    SteadySenders& m_senders;
    QTimer m_timer;
};

}  // namespace

/// Rows F11, F15 and F17 to F19 of guarantees 3.4 under load: nothing acknowledged lost, nothing done twice.
/// TONGDAI_LONG_TESTS=1: with the matrix' own lengths, 60 s for F17 and 20 s for F19.
class PauseE2eTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void holderPausedPastItsLeaseIsRefused();
    void orderlyStopUnderLoadReleasesEverything();
    void privateRedisKilledComesBack();
    void sharedRedisKilledComesBackEmpty();
    void flushedRedisChangesNothing();
    void hungRedisDelaysNobody();

private:
    void settleAndCheck();

    std::unique_ptr<EngineScene> m_scene;
    std::unique_ptr<SteadySenders> m_senders;
};

void PauseE2eTest::init()
{
    m_scene = std::make_unique<EngineScene>();
    m_senders = std::make_unique<SteadySenders>(m_scene->client, 40);
    StubScript varied;
    varied.maxDelay = 100;
    m_scene->ai.setScript(varied);
}

void PauseE2eTest::cleanup()
{
    if (QTest::currentTestFailed()) qInfo("%s", m_scene->engine.errorOutput().right(4'000).constData());
    m_scene->engine.stop();
    m_senders.reset();
    m_scene.reset();
}

void PauseE2eTest::settleAndCheck()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_senders->isDone(), 60'000);
    QCOMPARE(m_senders->surprises(), QStringList());
    QVERIFY(m_scene->settles(60s));
    QCOMPARE(m_scene->wrongs(m_senders->promises()), QStringList());
    QCOMPARE(m_scene->rows(u"select count(*) from messages where seq is not null"_s),
             QStringList{QString::number(m_senders->total())});
}

/// F11. Two engines want a shared history. A SQLite history belongs to one data folder, and the second engine gets in
/// here through a link, which is enough to show the fence: both see one file with SQLite's own locks.
void PauseE2eTest::holderPausedPastItsLeaseIsRefused()
{
    QVERIFY(m_scene->start());
    StubScript slow;
    slow.minDelay = slow.maxDelay = 1'000;
    m_scene->ai.setScript(slow);
    m_senders->add(u"c1"_s, u"m-1"_s, u"còn hàng không?"_s);
    m_senders->resume();
    QTRY_COMPARE_WITH_TIMEOUT(m_scene->thoughts(), 1, 10'000);
    m_scene->engine.pause();

    EngineProcess other;
    QVERIFY(QDir().mkpath(other.dataDir()));
    QVERIFY(QFile::link(m_scene->engine.historyFile(), other.historyFile()));
    other.setEnvironment(u"AI_SERVICE_URL"_s, m_scene->ai.url().toString());
    other.setEnvironment(u"PANCAKE_BASE_URL"_s, m_scene->platform.url().toString());
    QVERIFY2(other.start(), qPrintable(other.problem()));
    QTRY_COMPARE_WITH_TIMEOUT(m_scene->platform.effects(), 1, 60'000);  // it took over and answered

    m_scene->engine.resume();  // with the AI's answer to its own call waiting in the socket
    QTRY_VERIFY_WITH_TIMEOUT(m_scene->engine.errorOutput().contains("late answer refused"), 30'000);
    settleAndCheck();
    QCOMPARE(m_scene->thoughts(), 2);
    QCOMPARE(m_scene->platform.effects(), 1);
    QCOMPARE(m_scene->platform.repeated(), 0);
    QCOMPARE(m_scene->rows(u"select fence from turns where outcome = 0"_s), QStringList{u"2"_s});
    QCOMPARE(other.stop(), std::optional<int>(0));
}

void PauseE2eTest::orderlyStopUnderLoadReleasesEverything()
{
    StubScript slow;
    slow.minDelay = slow.maxDelay = 300;
    m_scene->ai.setScript(slow);
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->waitForRedis());
    Stream stream(*m_senders, 100);
    m_senders->resume();
    QTRY_VERIFY_WITH_TIMEOUT(m_senders->acknowledged() >= 100, 30'000);
    const qint64 redis = m_scene->redisPid();
    QVERIFY(isAlive(redis));

    QElapsedTimer clock;
    clock.start();
    QCOMPARE(m_scene->engine.stop(), std::optional<int>(0));
    QVERIFY2(clock.elapsed() <= 10'000, qPrintable(QString::number(clock.elapsed())));
    m_senders->pause();
    stream.stop();
    QTRY_COMPARE(m_senders->inFlight(), 0);
    QVERIFY(!isAlive(redis));
    QCOMPARE(m_scene->wrongsMeanwhile(m_senders->promises()), QStringList());
    QCOMPARE(m_scene->rows(u"select count(*) from conversations where lease_until > strftime('%s', 'now')"_s),
             QStringList{u"0"_s});

    // No lease has to run out: what was left over is taken up at once.
    QVERIFY(m_scene->start());
    m_senders->resume();
    QVERIFY(m_scene->settles(20s));
    settleAndCheck();
}

void PauseE2eTest::privateRedisKilledComesBack()
{
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->waitForRedis());
    Stream stream(*m_senders, 50);
    m_senders->resume();
    QTRY_VERIFY_WITH_TIMEOUT(m_senders->acknowledged() >= 50, 30'000);
    const qint64 redis = m_scene->redisPid();
    QVERIFY(isAlive(redis));
    ::kill(pid_t(redis), SIGKILL);
    const int before = m_senders->acknowledged();
    QTRY_VERIFY_WITH_TIMEOUT(m_senders->acknowledged() >= before + 50, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_scene->redisPid() != redis && isAlive(m_scene->redisPid()), 30'000);
    QVERIFY(m_scene->waitForRedis());
    stream.stop();
    settleAndCheck();
    QVERIFY(m_scene->say(u"c-after"_s, u"m-after"_s, u"alo"_s).json["result"_L1]["distributed_lock_used"_L1].toBool());
}

/// F17. The times are printed, not judged: they belong to the machine as much as to the program.
void PauseE2eTest::sharedRedisKilledComesBackEmpty()
{
    RedisServer redis({true, {}});
    QVERIFY2(redis.start(), qPrintable(redis.problem()));
    m_scene->engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    m_scene->engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    StubScript quick;
    quick.maxDelay = 5;
    m_scene->ai.setScript(quick);
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->waitForRedis());
    Stream stream(*m_senders, 50);
    m_senders->resume();
    QTest::qWait(5'000);
    const double normal = double(m_senders->percentileMicroseconds(0.99)) / 1000;
    m_senders->forgetTimes();
    const int before = m_senders->acknowledged();

    redis.kill();
    QTest::qWait(isLong() ? 60'000 : 5'000);
    const double outage = double(m_senders->percentileMicroseconds(0.99)) / 1000;
    const int during = m_senders->acknowledged() - before;
    QCOMPARE(
        m_scene->say(u"c-in-outage"_s, u"m-in-outage"_s, u"alo"_s).json["result"_L1]["storage_backend"_L1].toString(),
        u"Memory"_s);
    QVERIFY(redis.restart());
    QElapsedTimer sinceReturn;
    sinceReturn.start();
    QVERIFY(m_scene->waitForRedis());
    qInfo("p99 %.1f ms before, %.1f ms in the outage (%d messages); used again after %lld ms", normal, outage, during,
          sinceReturn.elapsed());
    stream.stop();
    QVERIFY(during >= 100);
    QTRY_VERIFY_WITH_TIMEOUT(m_senders->isDone(), 60'000);
    QVERIFY(m_scene->settles(60s));
    auto promises = m_senders->promises();
    promises.push_back({"platform", "m-in-outage"});
    QCOMPARE(m_scene->wrongs(promises), QStringList());
    QCOMPARE(m_scene->overlappingThoughts(), QStringList());
    QVERIFY(!redis.cli({"GET"_ba, "engine:epoch"_ba}).isEmpty());
}

void PauseE2eTest::flushedRedisChangesNothing()
{
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->waitForRedis());
    Stream stream(*m_senders, 50);
    m_senders->resume();
    const QString socket = m_scene->engine.dataDir() + u"/redis/redis.sock"_s;
    for (int second = 0; second < 10; ++second) {
        QTest::qWait(1'000);
        QProcess flush;
        flush.start(u"redis-cli"_s, {u"-s"_s, socket, u"flushall"_s});
        QVERIFY2(flush.waitForFinished(5'000), "redis-cli is missing: apt-get install redis-tools");
        QCOMPARE(flush.readAllStandardOutput().trimmed(), "OK"_ba);
    }
    stream.stop();
    QVERIFY(m_senders->total() >= 100);
    settleAndCheck();
    QCOMPARE(m_scene->overlappingThoughts(), QStringList());
}

/// F19
void PauseE2eTest::hungRedisDelaysNobody()
{
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->waitForRedis());
    const qint64 redis = m_scene->redisPid();
    QVERIFY(isAlive(redis));
    ::kill(pid_t(redis), SIGSTOP);
    Stream stream(*m_senders, 50);
    m_senders->resume();
    QTest::qWait(isLong() ? 20'000 : 5'000);
    const int during = m_senders->acknowledged();
    ::kill(pid_t(redis), SIGCONT);
    stream.stop();
    QVERIFY2(during >= 100, qPrintable(u"only %1 of %2 answered"_s.arg(during).arg(m_senders->total())));
    settleAndCheck();
    QVERIFY2(m_senders->slowestMicroseconds() < 10'000'000,
             qPrintable(QString::number(m_senders->slowestMicroseconds())));
    QVERIFY(m_scene->waitForRedis());
}

TONGDAI_TEST(PauseE2eTest)
#include "pause_e2e_test.moc"
