#include "engine/work/message/pipeline.h"

#include "engine/work/platform/platform_breaker.h"
#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What runs beside the messages: leases, poll, relay, upkeep, stop.
class PipelineTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        world = std::make_unique<World>();
        engine = std::make_unique<Engine>(*world);
        engine->pipeline->start();
    }
    void cleanup()
    {
        engine.reset();
        world.reset();
    }

    void anotherEngineTakesOverAfterACrash()
    {
        Engine second(*world);
        second.pipeline->start();
        engine->ai.least = engine->ai.most = 20s;
        engine->post("c1", "m1");
        world->time.runFor(2s);
        engine->kill();
        const auto crashed = world->time.now();
        const bool isTakenUp = world->time.runUntil([&] { return !second.ai.asked.empty(); }, 60s);
        QVERIFY(isTakenUp);
        QVERIFY(world->time.now() - crashed <= 31s);
        world->time.runFor(5s);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    void aPausedHolderIsRefusedWhenItWakes()
    {
        Engine second(*world);
        second.pipeline->start();
        engine->ai.least = engine->ai.most = 2s;
        engine->post("c1", "m1");
        world->time.runFor(1s);
        engine->life->pausedUntil = world->time.now() + 45s;
        world->time.runFor(40s);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        world->time.runFor(60s);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    void threeMissedRenewalsEndTheTurn()
    {
        PipelineOptions options;
        options.aiTry = options.aiProcessing = 100s;
        Engine slow(*world, options);
        slow.ai.least = slow.ai.most = 90s;
        slow.pipeline->start();
        slow.post("c1", "m1");
        world->time.runFor(1s);
        engine->life->pausedUntil = world->time.now() + 35s;
        slow.store.faults.isDown = true;
        world->time.runFor(31s);
        QCOMPARE(slow.ai.running, 0);
        slow.store.faults.isDown = false;
        world->time.runFor(200s);
        expectSound();
    }

    void aStoreDownForAMomentDoesNotEndTheTurn()
    {
        engine->ai.least = engine->ai.most = 25s;
        engine->post("c1", "m1");
        world->time.runFor(5s);
        engine->store.faults.isDown = true;
        world->time.runFor(10s);  // one renewal missed
        engine->store.faults.isDown = false;
        world->time.runFor(20s);
        QCOMPARE(engine->ai.asked.size(), size_t(1));
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    /// A conversation whose lines cannot be read is tried again and again, and costs next to nothing meanwhile.
    void aDamagedConversationIsTriedSeldomUntilItCanBeRead()
    {
        Engine second(*world);
        second.pipeline->start();
        engine->store.faults.damaged = second.store.faults.damaged = ConversationId("c1");
        const auto reply = engine->post("c1", "m1");
        engine->post("c2", "m2");
        world->time.runFor(5s);
        QVERIFY(reply->has_value());  // that it is stored: nobody is kept waiting for an answer
        world->time.runFor(55s);
        const int claims = engine->store.claimsAsked + second.store.claimsAsked;
        QVERIFY2(claims >= 5 && claims <= 80, qPrintable(QString::number(claims)));
        QCOMPARE(engine->events.alarms.count(u"history_damaged"_s), 1);
        QCOMPARE(world->platform.sights.size(), size_t(1));  // the others are answered as ever
        engine->store.faults.damaged = second.store.faults.damaged = ConversationId();
        world->time.runFor(10s);
        QCOMPARE(world->platform.sights.size(), size_t(2));
        expectSound();
    }

    /// The store goes away before a turn that failed has given its conversation back: it does not wait for the lease.
    void aConversationIsGivenBackAsSoonAsTheStoreIsBack()
    {
        Engine second(*world);
        second.pipeline->start();
        const auto damage = [&](const ConversationId& damaged) {
            engine->store.faults.damaged = second.store.faults.damaged = damaged;
        };
        const auto setDown = [&](bool isDown) { engine->store.faults.isDown = second.store.faults.isDown = isDown; };
        damage(ConversationId("c1"));
        const auto reply = engine->post("c1", "m1");
        world->time.runFor(1s);
        setDown(true);
        world->time.runFor(7s);
        QVERIFY2(reply->has_value(), "nobody is kept waiting for an answer");
        damage(ConversationId());
        const int before = engine->store.calls;
        world->time.runFor(4s);
        QVERIFY2(engine->store.calls - before <= 40, "it is asked too often");
        setDown(false);
        const auto back = world->time.now();
        const bool isAnswered = world->time.runUntil([&] { return !world->platform.sights.empty(); }, 60s);
        QVERIFY(isAnswered);
        QVERIFY2(world->time.now() - back <= 5s, "it waited for the lease");
        world->time.runFor(5s);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    void whatCannotBeGivenBackIsLetGoWithItsLease()
    {
        engine->store.faults.damaged = ConversationId("c1");
        engine->post("c1", "m1");
        world->time.runFor(1s);
        engine->store.faults.isDown = true;
        world->time.runFor(40s);
        QCOMPARE(engine->pipeline->turnsInWork(), 0);
        engine->store.faults.damaged = ConversationId();
        engine->store.faults.isDown = false;
        world->time.runFor(10s);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    void anOrderlyStopWaitsForNoStoreThatIsAway()
    {
        engine->store.faults.damaged = ConversationId("c1");
        engine->post("c1", "m1");
        world->time.runFor(1s);
        engine->store.faults.isDown = true;
        world->time.runFor(5s);
        QCOMPARE(engine->pipeline->turnsInWork(), 1);
        std::optional<bool> stopped;
        stop(*engine, 8s, stopped);
        QVERIFY(world->time.runUntil([&] { return stopped.has_value(); }, 5s));
        QCOMPARE(engine->pipeline->inWork(), 0);
    }

    void anOrderlyStopFinishesWhatItCan()
    {
        engine->ai.least = engine->ai.most = 1s;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(100ms);
        std::optional<bool> stopped;
        stop(*engine, 8s, stopped);
        const auto late = engine->post("c2", "m2");
        QVERIFY(late->has_value() && std::holds_alternative<Unavailable>(**late));
        world->time.runFor(5s);
        QVERIFY(stopped);
        QVERIFY(std::holds_alternative<Completed>(**result));
        QCOMPARE(engine->pipeline->inWork(), 0);
        expectSound();
    }

    void anOrderlyStopGivesBackWhatTakesTooLong()
    {
        Engine second(*world);
        second.pipeline->start();
        engine->ai.least = engine->ai.most = 25s;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(100ms);
        std::optional<bool> stopped;
        stop(*engine, 8s, stopped);
        const bool isStopped = world->time.runUntil([&] { return stopped.has_value(); }, 10s);
        QVERIFY(isStopped);
        QCOMPARE(engine->pipeline->inWork(), 0);
        QVERIFY(std::holds_alternative<StillRunning>(**result));
        const auto at = world->time.now();
        QVERIFY(world->time.runUntil([&] { return !second.ai.asked.empty(); }, 60s));
        QVERIFY(world->time.now() - at <= 1s);
        world->time.runFor(5s);
        QCOMPARE(world->database.conversation(ConversationId("c1")).attempts, 0);
        expectSound();
    }

    void aMessageAcceptedDuringAStopDoesNotHoldItUp()
    {
        engine->store.faults.latency = 50ms;
        const auto result = engine->post("c1", "m1");
        world->time.runFor(10ms);
        std::optional<bool> stopped;
        stop(*engine, 8s, stopped);
        QVERIFY(world->time.runUntil([&] { return stopped.has_value(); }, 1s));
        QCOMPARE(engine->pipeline->inWork(), 0);
        QVERIFY(result->has_value() && std::holds_alternative<StillRunning>(**result));
        Engine next(*world);
        next.pipeline->start();
        world->time.runFor(5s);
        QCOMPARE(next.ai.asked.size(), size_t(1));
        QVERIFY(world->database.isQuiet());
        expectSound();
    }

    void aStopUnderLoadLosesNothing()
    {
        engine->ai.least = 0ms;
        engine->ai.most = 12s;
        for (int i = 0; i < 400; ++i) {
            engine->post("c" + QByteArray::number(i % 50), "m" + QByteArray::number(i));
            world->time.runFor(5ms);
        }
        std::optional<bool> stopped;
        stop(*engine, 8s, stopped);
        QVERIFY(world->time.runUntil([&] { return stopped.has_value(); }, 10s));
        QCOMPARE(engine->pipeline->inWork(), 0);
        Engine next(*world);
        next.pipeline->start();
        world->time.runFor(120s);
        QVERIFY(world->database.isQuiet());
        expectSound();
    }

    /// F50
    void aPausedPlatformIsProbedAndEverythingGoesOutInOrder()
    {
        engine->platform.refused = 1;
        for (int i = 0; i < 15; ++i) {
            engine->post("c" + QByteArray::number(i), "m" + QByteArray::number(i));
            world->time.runFor(200ms);
        }
        QVERIFY(!engine->events.pauses.isEmpty());
        const int sends = engine->platform.sends;
        world->time.runFor(29s);
        QVERIFY(engine->platform.sends - sends <= 2);  // probes only
        engine->platform.refused = 0;
        engine->post("c1", "n1");
        world->time.runFor(1000s);
        QVERIFY(engine->events.pauses.back().isEmpty());
        QVERIFY(world->database.isQuiet());
        expectSound();
    }

    /// F50
    void aWrongTokenPausesThePlatform()
    {
        engine->platform.isUnauthorised = true;
        engine->post("c1", "m1");
        world->time.runFor(60s);
        QCOMPARE(engine->platform.sends, 1);
        engine->platform.isUnauthorised = false;
        world->time.runFor(1000s);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    /// F50
    void aCutSendIsRepeatedWithTheSameKey()
    {
        engine->platform.ambiguous = 1;
        engine->post("c1", "m1");
        world->time.runFor(1s);
        engine->platform.ambiguous = 0;
        world->time.runFor(100s);
        QVERIFY(world->platform.sights.size() >= 2);
        QCOMPARE(world->platform.sights.front().dedupKey, world->platform.sights.back().dedupKey);
        expectSound();
    }

    /// F45: the relay does not take over what a turn is sending, though its lease seems to be over.
    void aJumpOfTheStoresClockSendsNothingTwice()
    {
        engine->platform.latency = 5s;
        engine->post("c1", "m1");
        world->time.runFor(2s);
        QCOMPARE(engine->platform.sends, 1);
        world->database.jump(1h);
        world->time.runFor(20s);
        QCOMPARE(engine->platform.sends, 1);
        QCOMPARE(world->platform.sights.size(), size_t(1));
        expectSound();
    }

    void withoutRedisTheStoreIsPolledQuickly()
    {
        world->redis.isUp = false;
        world->time.runFor(1s);
        const int before = engine->store.calls;
        world->time.runFor(10s);
        QVERIFY(engine->store.calls - before >= 95);
    }

    void anIdleEngineIsQuiet()
    {
        world->time.runFor(5s);
        const int before = engine->store.calls;
        world->time.runFor(60s);
        // One poll and one look into the outbox a second, one reconciliation a minute.
        QVERIFY2(engine->store.calls - before <= 130, QByteArray::number(engine->store.calls - before).constData());
    }

    void waitingTooLongRaisesAnAlarm()
    {
        engine->life->pausedUntil = world->time.now() + 16min;
        Engine door(*world);  // accepts, and dies before it answers
        door.ai.least = door.ai.most = 5s;
        door.post("c1", "m1");
        world->time.runFor(1s);
        door.kill();
        world->time.runFor(15min + 30s);
        engine->life->pausedUntil = {};
        engine->ai.least = engine->ai.most = 20s;
        world->time.runFor(2min);
        QVERIFY(engine->events.alarms.contains(u"waiting_too_long"_s));
        world->time.runFor(2min);
        expectSound();
    }

private:
    QCoro::Task<void> stop(Engine& stopping, std::chrono::milliseconds deadline, std::optional<bool>& stopped)
    {
        co_await stopping.pipeline->stop(deadline);
        stopped = true;
    }
    void expectSound() { QCOMPARE(brokenInvariants(world->facts()).join(u"\n"_s), QString()); }

    std::unique_ptr<World> world;
    std::unique_ptr<Engine> engine;
};

class PlatformBreakerTest : public QObject {
    Q_OBJECT
private slots:
    void opensAfterTenFailuresInARow()
    {
        PlatformBreaker breaker;
        for (int i = 0; i < PlatformBreaker::kFailuresToOpen - 1; ++i)
            breaker.record(failure(), 0s);
        QVERIFY(breaker.isClosed());
        breaker.record(failure(), 0s);
        QVERIFY(!breaker.isClosed());
        QVERIFY(!breaker.mayProbe(29s));
        QVERIFY(breaker.mayProbe(30s));
        breaker.probing(30s);
        QVERIFY(!breaker.mayProbe(31s));
    }
    void aSuccessStartsTheCountAgain()
    {
        PlatformBreaker breaker;
        for (int i = 0; i < 9; ++i)
            breaker.record(failure(), 0s);
        breaker.record(SendOutcome(), 0s);
        for (int i = 0; i < 9; ++i)
            breaker.record(failure(), 0s);
        QVERIFY(breaker.isClosed());
    }
    void aWrongTokenOpensAtOnce()
    {
        PlatformBreaker breaker;
        breaker.record({SendOutcome::Kind::Unauthorised, {}, {}, {}}, 0s);
        QVERIFY(!breaker.isClosed());
        QVERIFY(!breaker.mayProbe(4min));
        QVERIFY(breaker.mayProbe(5min));
        breaker.record({SendOutcome::Kind::Sent, {}, {}, {}}, 5min);
        QVERIFY(breaker.isClosed());
    }

private:
    static SendOutcome failure() { return {SendOutcome::Kind::Retry, {}, u"refused"_s, {}}; }
};

TONGDAI_TEST(PipelineTest)
TONGDAI_TEST(PlatformBreakerTest)

}  // namespace tongdai::testing

#include "pipeline_test.moc"
