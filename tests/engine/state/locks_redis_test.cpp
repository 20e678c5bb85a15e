#include "engine/contract/redis_keys.h"
#include "engine/state/redis/inspect/lock_scan.h"
#include "engine/state/redis/live/trace_eraser.h"
#include "engine/state/redis/queue/claim_stream.h"
#include "engine/state/redis/queue/queue_gauge.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace keys = contract::keys;

namespace {

std::vector<redis::SeenLock> allLocks(redis::LockScan& scan, int* steps = nullptr)
{
    std::vector<redis::SeenLock> locks;
    QByteArray cursor = "0";
    do {
        const auto step = finished(scan.step(cursor));
        if (!step) return locks;
        if (steps) ++*steps;
        locks.insert(locks.end(), step->locks.begin(), step->locks.end());
        cursor = step->cursor;
    } while (cursor != "0");
    std::ranges::sort(locks, {}, &redis::SeenLock::key);
    return locks;
}

TimePoint nowOf()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace

/// What Redis is asked for the page of locks, against a real server.
class LocksRedisTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        server = std::make_unique<RedisServer>();
        QVERIFY2(server->start(), qPrintable(server->problem()));
        side = std::make_unique<EngineSide>(redis::Endpoint::onUnixSocket(server->socketPath()), "shop");
        QVERIFY(side->waitUntilUp());
    }
    void cleanup()
    {
        side.reset();
        server.reset();
    }

    void findsEveryKindOfLock()
    {
        const ConversationId odd("a:b%c{d}");
        server->cli({"set", keys::conversationLock(odd), "owner", "px", "30000"});
        server->cli({"set", "conv_lock:c2", "by hand"});
        server->cli({"set", "lock:plan:7", QByteArray(5000, 'x'), "px", "5000"});
        server->cli({"hset", "job_lock:9", "thread", "1"});
        server->cli({"set", "chat_session:1", "x"});
        redis::LockScan scan(side->connection);
        const auto locks = allLocks(scan);
        QCOMPARE(locks.size(), size_t(4));
        QCOMPARE(locks[0].conversation(), odd);
        QCOMPARE(locks[0].value, "owner"_ba);
        QVERIFY(locks[0].left && *locks[0].left > 20s && *locks[0].left <= 30s);
        QCOMPARE(locks[1].conversation(), ConversationId("c2"));
        QVERIFY(!locks[1].left);
        QVERIFY(!locks[2].isText);
        QVERIFY(locks[2].conversation().isEmpty());
        QCOMPARE(locks[3].value.size(), redis::LockScan::kMostLockValue);
    }

    /// However many keys there are: they are looked through a few hundred at a time, and KEYS is never run.
    void aBigKeySpaceIsLookedThroughInSmallSteps()
    {
        server->cli({"eval", "for i=1,300000 do redis.call('SET','filler:'..i,'x') end", "0"});
        server->cli({"eval", "for i=1,5000 do redis.call('SET','conv_lock:'..i,'x','PX',60000) end", "0"});
        server->cli({"config", "resetstat"});
        redis::LockScan scan(side->connection);
        int steps = 0;
        QCOMPARE(allLocks(scan, &steps).size(), size_t(5000));
        QVERIFY(steps > 100);
        QVERIFY(!server->cli({"info", "commandstats"}).contains("cmdstat_keys:"));
    }

    void aLifeIsGivenOnlyToTheLockThatWasSeen()
    {
        server->cli({"set", "conv_lock:c1", "by hand"});
        redis::LockScan scan(side->connection);
        const auto locks = allLocks(scan);
        QCOMPARE(locks.size(), size_t(1));
        server->cli({"set", "conv_lock:c1", "another"});
        QVERIFY(!finished(scan.giveLife(locks[0], 30s)));
        QCOMPARE(server->cli({"pttl", "conv_lock:c1"}), "-1"_ba);
        server->cli({"set", "conv_lock:c1", "by hand"});
        QVERIFY(finished(scan.giveLife(locks[0], 30s)));
        QVERIFY(server->cli({"pttl", "conv_lock:c1"}).toInt() > 20'000);
        QVERIFY(!finished(scan.giveLife(locks[0], 30s)));  // it has one
    }

    void onlyTheLockThatWasSeenIsDropped()
    {
        server->cli({"set", "lock:x", "one"});
        redis::LockScan scan(side->connection);
        const auto locks = allLocks(scan);
        server->cli({"set", "lock:x", "two"});
        QVERIFY(!finished(scan.drop(locks.at(0))));
        server->cli({"set", "lock:x", "one"});
        QVERIFY(finished(scan.drop(locks.at(0))));
        QVERIFY(!finished(scan.drop(locks.at(0))));
    }

    void whatOneEngineWritesAnotherReads()
    {
        EngineSide other(redis::Endpoint::onUnixSocket(server->socketPath()), "shop");
        QVERIFY(other.waitUntilUp());
        redis::ClaimStream writes(side->connection, side->health, "shop-pc/12/34");
        redis::ClaimStreamReader reads(other.connection);
        const QByteArray instance = side->health.identity().instance;
        const TimePoint now = nowOf();
        const ClaimEvent granted{ConversationId("c1"), ClaimAct::Granted, OwnerId("o"), 3, 0, {}, now};
        ClaimEvent refused = granted;
        refused.act = ClaimAct::RefusedLate;
        refused.current = 4;
        refused.rev = 42;
        writes.write({granted}, now);
        writes.write({refused}, now);
        const auto news = finished(reads.newsOf(instance));
        QCOMPARE(news.process, "shop-pc/12/34"_ba);
        QCOMPARE(news.events, (std::vector<ClaimEvent>{granted, refused}));
        QVERIFY(finished(reads.newsOf(instance)).events.empty());
        writes.write({granted}, now);
        QCOMPARE(finished(reads.newsOf(instance)).events.size(), size_t(1));
        QVERIFY(server->cli({"pttl", keys::claimTrail(instance)}).toInt() > 0);
    }

    void tenMinutesStandInTheStream()
    {
        redis::ClaimStream writes(side->connection, side->health, "p");
        const QByteArray stream = keys::claimTrail(side->health.identity().instance);
        server->cli({"xadd", stream, "1000-0", "events", "[]"});
        const TimePoint now = nowOf();
        writes.write({{ConversationId("c1"), ClaimAct::Granted, OwnerId("o"), 3, 0, {}, now}}, now);
        QTRY_COMPARE(server->cli({"xlen", stream}), "1"_ba);
    }

    void anErasureTakesTheTrailsWithIt()
    {
        redis::ClaimStream writes(side->connection, side->health, "p");
        const QByteArray stream = keys::claimTrail(side->health.identity().instance);
        const TimePoint now = nowOf();
        writes.write({{ConversationId("c1"), ClaimAct::Granted, OwnerId("o"), 3, 0, {}, now}}, now);
        QTRY_COMPARE(server->cli({"exists", stream}), "1"_ba);
        redis::TraceEraser eraser(side->connection, side->health);
        LiveTraces traces;
        traces.user = SenderId("u1");
        traces.conversations = {ConversationId("c1")};
        QVERIFY(finished(eraser.forget(traces)));
        QCOMPARE(server->cli({"exists", stream}), "0"_ba);
    }

    void lengthsAreReadAndNothingThatStandsThereButTheFirstTask()
    {
        server->cli({"rpush", "message_queue", "a", "b"});
        server->cli({"rpush", "message_queue:processing:w1", "c"});
        server->cli({"xadd", "chat:logs:events", "*", "event", "x"});
        server->cli({"xadd", "chat:logs:events", "*", "event", "y"});
        server->cli({"xgroup", "create", "chat:logs:events", "readers", "0"});
        server->cli({"rpush", "chat:offline:u1", "1", "2", "3"});
        server->cli({"config", "resetstat"});
        redis::QueueGauge gauge(side->connection);
        const auto figures = finished(gauge.figures({"w1", "w2"}));
        QVERIFY(figures);
        QCOMPARE(figures->tasks, qint64(2));
        QCOMPARE(figures->firstTask, "a"_ba);
        QCOMPARE(figures->taken.size(), size_t(1));
        QCOMPARE(figures->taken[0].key, "message_queue:processing:w1"_ba);
        QCOMPARE(figures->streams.size(), size_t(1));
        QCOMPARE(figures->streams[0].length, qint64(2));
        QCOMPARE(figures->streams[0].groups, 1);
        if (redis::infoField(figures->info, "redis_version").toDouble() >= 7)
            QCOMPARE(figures->streams[0].lag, std::optional<qint64>(2));
        const auto step = finished(gauge.offlineStep("0"));
        QVERIFY(step && step->lists.size() == 1);
        QCOMPARE(step->lists[0].length, qint64(3));
        const QByteArray asked = server->cli({"info", "commandstats"});
        for (const char* whole : {"cmdstat_keys:", "cmdstat_lrange:", "cmdstat_xrange:", "cmdstat_xread:"})
            QVERIFY2(!asked.contains(whole), whole);
        QCOMPARE(redis::infoField("a:1\r\nmaxmemory:7\r\nmaxmemory_policy:noeviction\r\n", "maxmemory"), "7"_ba);
        QCOMPARE(redis::infoField("a:1\r\n", "b"), QByteArray());
    }

private:
    std::unique_ptr<RedisServer> server;
    std::unique_ptr<EngineSide> side;
};

TONGDAI_TEST(LocksRedisTest)

}  // namespace tongdai::testing

#include "locks_redis_test.moc"
