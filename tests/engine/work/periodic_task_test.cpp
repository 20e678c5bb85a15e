#include "engine/work/loops/periodic_task.h"

#include "engine/domain/work/task_scope.h"
#include "engine/work/loops/coalesced_task.h"
#include "tests/engine/work/fakes/virtual_time.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <optional>

namespace tongdai {

using namespace std::chrono_literals;

namespace {

/// Rounds that take a time each, and whoever has them done.
struct RoundStage {
    testing::VirtualTime time;
    testing::VirtualClock clock{time, std::make_shared<testing::Life>()};
    WorkCount work;
    int begun = 0;
    int ended = 0;
    std::chrono::milliseconds length{0};

    QCoro::Task<void> round()
    {
        ++begun;
        if (length > 0ms) co_await clock.sleep(length);
        ++ended;
    }
    ~RoundStage() { time.runFor(1h); }
};

}  // namespace

/// How coroutines live that go on by themselves: again and again, once more, as long as their owner.
class PeriodicTaskTest : public QObject {
    Q_OBJECT

private slots:
    void aRoundFollowsARest()
    {
        RoundStage stage;
        PeriodicTask task(
            stage.clock, 10s, [&stage] { return stage.round(); }, &stage.work);
        task.start();
        task.start();
        QCOMPARE(stage.begun, 1);
        QCOMPARE(stage.work.inWork(), 1);
        stage.time.runFor(9s);
        QCOMPARE(stage.begun, 1);
        stage.time.runFor(22s);
        QCOMPARE(stage.begun, 4);
        task.stop();
        QCOMPARE(stage.work.inWork(), 0);
        stage.time.runFor(1min);
        QCOMPARE(stage.begun, 4);
    }
    void theFirstMayComeAfterARest()
    {
        RoundStage stage;
        PeriodicTask task(stage.clock, 10s, [&stage] { return stage.round(); });
        task.start(5s);
        QCOMPARE(stage.begun, 0);
        stage.time.runFor(6s);
        QCOMPARE(stage.begun, 1);
    }
    void eachRoundSaysHowLongToRest()
    {
        RoundStage stage;
        PeriodicTask task(stage.clock, [&stage]() -> QCoro::Task<std::chrono::milliseconds> {
            return [](RoundStage* of) -> QCoro::Task<std::chrono::milliseconds> {
                co_await of->clock.sleep(1s);
                co_return ++of->begun < 3 ? 0s : 60s;
            }(&stage);
        });
        task.start();
        stage.time.runFor(10s);
        QCOMPARE(stage.begun, 3);
    }
    void aWakeCutsTheRestAndIsKeptDuringARound()
    {
        RoundStage stage;
        stage.length = 2s;
        PeriodicTask task(stage.clock, 1min, [&stage] { return stage.round(); });
        task.start();
        stage.time.runFor(1s);
        task.wake();
        QCOMPARE(stage.begun, 1);
        stage.time.runFor(2s);
        QCOMPARE(stage.begun, 2);
        stage.time.runFor(10s);
        QCOMPARE(stage.begun, 2);
        task.wake();
        QCOMPARE(stage.begun, 3);
    }
    void theStopWaitsForTheRoundUnderWay_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("ended");
        QTest::newRow("there is time") << 5 << 1;
        QTest::newRow("it takes too long") << 1 << 0;
    }
    void theStopWaitsForTheRoundUnderWay()
    {
        QFETCH(const int, seconds);
        QFETCH(const int, ended);
        RoundStage stage;
        stage.length = 3s;
        PeriodicTask task(stage.clock, 1min, [&stage] { return stage.round(); });
        task.start();
        std::optional<int> endedWhenStopped;
        [](PeriodicTask* of, RoundStage* on, int within, std::optional<int>* seen) -> QCoro::Task<void> {
            auto stopping = of->stopped(std::chrono::seconds(within));
            co_await stopping;
            *seen = on->ended;
        }(&task, &stage, seconds, &endedWhenStopped);
        QVERIFY(!endedWhenStopped);
        stage.time.runFor(10s);
        QCOMPARE(endedWhenStopped, ended);
        QCOMPARE(stage.begun, 1);
    }
    void whatIsUnderWayOutlivesItsOwner()
    {
        RoundStage stage;
        stage.length = 3s;
        {
            PeriodicTask task(
                stage.clock, 10s, [&stage] { return stage.round(); }, &stage.work);
            task.start();
        }
        QCOMPARE(stage.work.inWork(), 1);
        stage.time.runFor(1min);
        QCOMPARE(stage.work.inWork(), 0);
        QCOMPARE(stage.ended, 1);
        {
            PeriodicTask resting(
                stage.clock, 10s, [&stage] { return stage.round(); }, &stage.work);
            resting.start();
            stage.time.runFor(4s);
        }
        QCOMPARE(stage.work.inWork(), 0);
        stage.time.runFor(1min);
        QCOMPARE(stage.ended, 2);
    }

    void askedForAgainItIsDoneOnceMore()
    {
        RoundStage stage;
        stage.length = 1s;
        CoalescedTask task([&stage] { return stage.round(); });
        task.ask();
        task.ask();
        task.ask();
        QCOMPARE(stage.begun, 1);
        QVERIFY(task.isUnderWay());
        stage.time.runFor(5s);
        QCOMPARE(stage.ended, 2);
        QVERIFY(!task.isUnderWay());
        task.ask();
        task.ask();
        task.forget();
        stage.time.runFor(5s);
        QCOMPARE(stage.ended, 3);
    }
    void withoutItsOwnerItIsNotDoneAgain()
    {
        RoundStage stage;
        stage.length = 1s;
        {
            CoalescedTask task([&stage] { return stage.round(); });
            task.ask();
            task.ask();
        }
        stage.time.runFor(5s);
        QCOMPARE(stage.begun, 1);
        QCOMPARE(stage.ended, 1);
    }

    void aTokenKnowsWhetherTheOwnerIsThere()
    {
        std::optional<TaskScope> owner(std::in_place);
        const TaskScope::Token token = owner->token();
        QVERIFY(!token.isOver());
        owner.reset();
        QVERIFY(token.isOver());
        TaskScope closing;
        closing.end();
        QVERIFY(closing.token().isOver());
    }
};

TONGDAI_TEST(PeriodicTaskTest)

}  // namespace tongdai

#include "periodic_task_test.moc"
