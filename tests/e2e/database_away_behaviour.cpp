#include "tests/e2e/database_away_behaviour.h"

#include "tests/support/long_tests.h"
#include "tests/support/redis_server.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How long a server stays away: a minute, or long enough for the short form.
int outage()
{
    return isLong() ? 60'000 : 4'000;
}

}  // namespace

void DatabaseAwayBehaviour::initTestCase()
{
    QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
    m_isServerUp = true;
}

void DatabaseAwayBehaviour::init()
{
    if (!m_isServerUp) QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
    m_isServerUp = true;
    QVERIFY(m_store->useNewDatabase(u"away%1"_s.arg(++m_databases)));
    m_scene = std::make_unique<StoreScene>(*m_store);
    StubScript varied;
    varied.maxDelay = 50;
    m_scene->ai.setScript(varied);
}

void DatabaseAwayBehaviour::cleanup()
{
    if (QTest::currentTestFailed()) qInfo("%s", m_scene->engine.errorOutput().right(4'000).constData());
    m_scene->engine.stop();
    m_scene.reset();
}

void DatabaseAwayBehaviour::everythingIsRight(const SteadySenders& senders)
{
    QVERIFY2(senders.surprises().isEmpty(), qPrintable(senders.surprises().join(u'\n')));
    QVERIFY(m_scene->settles(60s));
    QCOMPARE(m_scene->wrongs(senders.promises()), QStringList());
    const QString total = QString::number(senders.total());
    QCOMPARE(m_scene->storedMessages(), QStringList{total + u'|' + total});
    QVERIFY(m_scene->reachesLevel(u"full"_s, 15s));
}

/// The database alone.
void DatabaseAwayBehaviour::stoppedUnderLoadNothingIsLostOrDoubled()
{
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->reachesLevel(u"full"_s, 30s));
    SteadySenders senders(m_scene->client, 60);
    MessageStream stream(senders, 50);
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= 50, 30'000);
    QCOMPARE(senders.journalled(), 0);

    killServer();
    m_isServerUp = false;
    QVERIFY(m_scene->reachesLevel(u"no_database"_s, 8s));
    QTRY_VERIFY_WITH_TIMEOUT(senders.journalled() >= 20, 10'000);
    senders.forgetSlowest();
    QTest::qWait(outage());
    QVERIFY(m_scene->journalWaiting() >= senders.journalled() / 2);
    const ClientReply open = m_scene->client.get("/health");
    QCOMPARE(open.status, 200);  // it takes messages: a load balancer leaves it in
    QCOMPARE(m_scene->admin.get("/api/v1/admin/health").json["status"_L1].toString(), u"degraded"_s);
    QVERIFY(m_scene->figure("journal_waiting") > 0);
    QCOMPARE(m_scene->figure("level{name=\"no_database\"}"), 3.0);
    const qint64 slowest = senders.slowestMicroseconds();  // perhaps a turn that had begun before
    const QJsonObject message = JsonClient::message(u"c-new"_s, u"m-new"_s, u"có ai không?"_s);
    const ClientReply fresh = m_scene->client.post("/api/v1/enhanced-handle-message", message);
    QCOMPARE(fresh.status, 202);
    QVERIFY2(fresh.microseconds < 6'000'000, qPrintable(QString::number(fresh.microseconds)));

    QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
    m_isServerUp = true;
    QElapsedTimer sinceBack;
    sinceBack.start();
    const int before = senders.journalled();
    senders.add(message);  // once more, so that it counts as one of the messages
    QTRY_VERIFY_WITH_TIMEOUT(m_scene->journalWaiting() == 0, kDrainPatience);
    const qint64 drained = sinceBack.elapsed();
    stream.stop();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), kDrainPatience);
    everythingIsRight(senders);
    qInfo(
        "%d messages, %d of them through the journal (%d before the server was back), %d refused, slowest accept "
        "while away %lld ms, journal empty %lld ms after the server was back",
        senders.total(), senders.journalled(), before, senders.refused(), slowest / 1000, drained);
    QCOMPARE(senders.refused(), 0);
    QCOMPARE(m_scene->figure("journal_replayed_total"), m_scene->figure("journal_kept_total"));
}

void DatabaseAwayBehaviour::anEngineStartsWithoutItsDatabase()
{
    killServer();
    m_isServerUp = false;
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->reachesLevel(u"no_database"_s, 5s));
    SteadySenders senders(m_scene->client, 20);
    for (int i = 0; i < 100; ++i)
        senders.add(u"c-%1"_s.arg(i % 10), u"m-%1"_s.arg(i), u"tin %1"_s.arg(i));
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 20'000);
    QCOMPARE(senders.journalled(), 100);
    QCOMPARE(m_scene->journalWaiting(), 100);

    // A restart in between forgets nothing.
    m_scene->engine.crash();
    QVERIFY(m_scene->start());
    QCOMPARE(m_scene->journalWaiting(), 100);

    QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
    m_isServerUp = true;
    everythingIsRight(senders);
}

/// F42: as after a failover, on the server that is no longer the first one.
void DatabaseAwayBehaviour::oneThatOnlyReadsIsAway()
{
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->reachesLevel(u"full"_s, 30s));
    SteadySenders senders(m_scene->client, 20);
    MessageStream stream(senders, 50);
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= 50, 30'000);
    QCOMPARE(senders.journalled(), 0);
    setReadOnly(true);
    QVERIFY(m_scene->reachesLevel(u"no_database"_s, 8s));
    QTRY_VERIFY_WITH_TIMEOUT(senders.journalled() >= 50, 60'000);
    const QJsonObject exchange{{u"messageId"_s, u"e-1"_s}, {u"userId"_s, u"u1"_s}, {u"sessionId"_s, u"s-1"_s}};
    const ClientReply sync = m_scene->client.post("/api/chathistory/sync", exchange);
    QCOMPARE(sync.status, 503);
    QVERIFY(sync.headers.contains("retry-after"));
    const ClientReply cancel = m_scene->admin.post("/api/v1/admin/conversations/c-1/cancel", {});
    QCOMPARE(cancel.status, 503);
    QVERIFY(cancel.headers.contains("retry-after"));
    setReadOnly(false);
    QTRY_VERIFY_WITH_TIMEOUT(m_scene->journalWaiting() == 0, kDrainPatience);
    stream.stop();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), kDrainPatience);
    everythingIsRight(senders);
    QCOMPARE(senders.refused(), 0);
}

/// F40: others have taken every connection that the server gives.
void DatabaseAwayBehaviour::noConnectionLeftIsAway()
{
    const QString database = u"away%1"_s.arg(m_databases);
    m_scene->setStoreSettings(settingsOfAClerk(database));
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->reachesLevel(u"full"_s, 30s));
    SteadySenders senders(m_scene->client, 20);
    MessageStream stream(senders, 50);
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= 30, 30'000);
    setCrowded(database, true);
    QVERIFY(m_scene->reachesLevel(u"no_database"_s, 10s));
    QTRY_VERIFY_WITH_TIMEOUT(senders.journalled() >= 30, 60'000);
    QCOMPARE(m_scene->admin.get("/api/v1/admin/health").status, 200);
    QCOMPARE(m_scene->client.get("/health").status, 200);
    setCrowded(database, false);
    QTRY_VERIFY_WITH_TIMEOUT(m_scene->journalWaiting() == 0, kDrainPatience);
    stream.stop();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), kDrainPatience);
    everythingIsRight(senders);
    QCOMPARE(senders.refused(), 0);
}

void DatabaseAwayBehaviour::aCrashAroundAReplayDoublesNothing_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("after the first message is in the store") << "journal.entry-stored@1:kill"_ba;
    QTest::newRow("when a batch is in the store and not out of the journal") << "journal.batch-stored@2:kill"_ba;
    QTest::newRow("after a message is in the journal, before the answer") << "journal.kept@60:kill"_ba;
}

void DatabaseAwayBehaviour::aCrashAroundAReplayDoublesNothing()
{
    QFETCH(QByteArray, fault);
    killServer();
    m_isServerUp = false;
    QVERIFY(m_scene->start(fault));
    SteadySenders senders(m_scene->client, 20);
    for (int i = 0; i < 120; ++i)
        senders.add(u"c-%1"_s.arg(i % 10), u"m-%1"_s.arg(i), u"tin %1"_s.arg(i));
    senders.resume();
    const bool isInTheJournal = fault.startsWith("journal.kept");
    if (!isInTheJournal) QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 20'000);
    if (!isInTheJournal) QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
    QVERIFY2(m_scene->engine.waitForEnd(30'000), "the fault did not happen");
    senders.pause();
    if (isInTheJournal) QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
    m_isServerUp = true;
    QTRY_COMPARE(senders.inFlight(), 0);
    QVERIFY(m_scene->start());
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 30'000);
    everythingIsRight(senders);
}

/// Neither the server nor this machine's disk takes anything: 503, and the word of it.
void DatabaseAwayBehaviour::withoutAnyDurablePlaceCallersAreTold()
{
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->reachesLevel(u"full"_s, 30s));
    // Every file of the engine is at its limit: what write(2) says is not "no space", but no byte gets in either.
    const QString pid = QString::number(m_scene->engine.pid());
    QCOMPARE(QProcess::execute(u"prlimit"_s, {u"--pid"_s, pid, u"--fsize=1:unlimited"_s}), 0);
    killServer();
    m_isServerUp = false;
    QVERIFY(m_scene->reachesLevel(u"no_database"_s, 8s));
    const ClientReply refused = m_scene->say(u"c1"_s, u"m1"_s, u"có ai không?"_s);
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.headers.contains("retry-after"));
    QVERIFY(m_scene->reachesLevel(u"read_only"_s, 8s));
    QCOMPARE(m_scene->client.get("/health").status, 503);
    QCOMPARE(m_scene->journalWaiting(), 0);

    QCOMPARE(QProcess::execute(u"prlimit"_s, {u"--pid"_s, pid, u"--fsize=unlimited:unlimited"_s}), 0);
    QVERIFY(m_scene->reachesLevel(u"no_database"_s, 15s));  // by itself
    SteadySenders senders(m_scene->client, 4);
    senders.add(u"c1"_s, u"m1"_s, u"có ai không?"_s);
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), 10'000);
    QCOMPARE(senders.journalled(), 1);
    QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
    m_isServerUp = true;
    everythingIsRight(senders);
}

/// The database and Redis at once.
void DatabaseAwayBehaviour::redisAndDatabaseStoppedUnderLoad()
{
    RedisServer redis(RedisServer::Options{true, {}});
    QVERIFY2(redis.start(), qPrintable(redis.problem()));
    m_scene->engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    m_scene->engine.setEnvironment(u"REDIS_PORT"_s, QString::number(redis.port()));
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->reachesLevel(u"full"_s, 30s));
    SteadySenders senders(m_scene->client, 60);
    MessageStream stream(senders, 50);
    senders.resume();
    QTRY_VERIFY_WITH_TIMEOUT(senders.acknowledged() >= 50, 30'000);
    redis.kill();
    QVERIFY(m_scene->reachesLevel(u"no_redis"_s, 5s));
    QTest::qWait(outage() / 4);
    killServer();
    m_isServerUp = false;
    QVERIFY(m_scene->reachesLevel(u"no_database"_s, 8s));
    QTest::qWait(outage() / 2);
    QVERIFY2(m_store->start(), qPrintable(m_store->problem()));
    m_isServerUp = true;
    QVERIFY(m_scene->reachesLevel(u"no_redis"_s, 30s));
    QVERIFY(redis.restart());
    QVERIFY(m_scene->reachesLevel(u"full"_s, 15s));
    stream.stop();
    QTRY_VERIFY_WITH_TIMEOUT(senders.isDone(), kDrainPatience);
    everythingIsRight(senders);
    QVERIFY(senders.journalled() > 0);
    QCOMPARE(senders.refused(), 0);
    QTRY_VERIFY(!redis.cli({"GET"_ba, "engine:epoch"_ba}).isEmpty());
}

}  // namespace tongdai::testing
