#include "engine/work/tasks/task_worker.h"

#include "engine/work/tasks/watch_for_details.h"
#include "tests/engine/work/fakes/memory_tasks.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

NewTask taskFor(const QByteArray& conversation, const QByteArray& key)
{
    return {u"save_message"_s, ConversationId(conversation), key};
}

/// Takes two milliseconds to do what it is told, and notes it; what it did twice stands there once, as with every
/// handler.
class NotingHandler final : public TaskHandler {
public:
    NotingHandler(VirtualTime& time, LifePtr life, QHash<QByteArray, QByteArrayList>& did)
        : m_time(time), m_life(std::move(life)), m_did(did)
    {
    }
    QSet<QByteArray> poison;
    int runs = 0;
    int atOnce = 0;
    int mostAtOnce = 0;

    QCoro::Task<TaskResult> run(BackgroundTask task) override
    {
        ++runs;
        mostAtOnce = std::max(mostAtOnce, ++atOnce);
        co_await m_time.pass(1ms, m_life);
        QByteArrayList& did = m_did[task.conversation.bytes()];
        const bool isPoison = poison.contains(task.dedupKey);
        if (m_life->isAlive && !isPoison && !did.contains(task.dedupKey)) did << task.dedupKey;
        co_await m_time.pass(1ms, m_life);
        --atOnce;
        if (isPoison) throw StoreError(StoreError::Kind::Refused, u"do"_s, u"test"_s, u"bad task"_s);
        co_return TaskResult{};
    }

private:
    VirtualTime& m_time;
    LifePtr m_life;
    QHash<QByteArray, QByteArrayList>& m_did;
};

struct WorkerWorld {
    VirtualTime time;
    SeededRandom random{3};
    MemoryTasks tasks{time};
    QHash<QByteArray, QByteArrayList> did;
};

/// One engine's worker; kill() is kill -9.
struct Hand {
    explicit Hand(WorkerWorld& where, const QByteArray& name)
        : world(where), worker({clock, where.random, store}, OwnerId(name))
    {
        worker.handle(task_kind::kSaveMessage, handler);
    }
    ~Hand()
    {
        kill();
        worker.stop(0ms);
        world.time.finish(life);
    }
    void kill() { life->isAlive = false; }

    WorkerWorld& world;
    LifePtr life = std::make_shared<Life>();
    VirtualClock clock{world.time, life};
    FakeTaskStore store{world.tasks, world.time, life};
    NotingHandler handler{world.time, life, world.did};
    TaskWorker worker;
};

/// Nothing of details: only what is gathered is looked at.
class NoDetails final : public ports::CustomerDetailsStore {
public:
    std::vector<ConversationId> unread;
    QCoro::Task<CustomerDetails> customerDetails(ConversationId) override { co_return CustomerDetails(); }
    QCoro::Task<Kept> keepDetails(BackgroundTask, std::vector<LineDetails>, qint64) override { co_return Kept(); }
    QCoro::Task<std::vector<LineEntities>> entitiesOfLines(ConversationId, int) override { co_return {}; }
    QCoro::Task<std::vector<ConversationId>> unreadForDetails(TimePoint, int) override { co_return unread; }
};

Change lineOf(const QByteArray& conversation, qint64 rev, const QString& text, Speaker speaker = Speaker::Customer)
{
    StoredMessage line;
    line.conversation = ConversationId(conversation);
    line.rev = rev;
    line.speaker = speaker;
    line.body = text;
    return Change{std::nullopt, {line}, {}, std::nullopt};
}

}  // namespace

class TaskWorkerTest : public QObject {
    Q_OBJECT
private slots:
    void doesConversationsAtOnceAndEachInOrder();
    void aKilledWorkersTasksAreDoneByAnother();
    void aPausedWorkerIsRefused();
    void poisonEndsAsADeadLetterAndStopsNobody();
    void goesOnWhenTheStoreIsBack();
    void whatIsNotBegunIsGivenBackAtAStop();
    void manyLinesAreOneTask();
    void linesAreReadAgainWithTheirAnswer();
    void readsWhatACrashForgot();
};

void TaskWorkerTest::doesConversationsAtOnceAndEachInOrder()
{
    WorkerWorld world;
    for (int i = 0; i < 60; ++i)
        world.tasks.add({taskFor("c" + QByteArray::number(i % 12), QByteArray::number(100 + i))});
    Hand one(world, "one");
    Hand two(world, "two");
    one.worker.start();
    two.worker.start();
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Done) == 60; }, 10s));
    QCOMPARE(one.handler.runs + two.handler.runs, 60);
    QVERIFY(one.handler.runs > 0 && two.handler.runs > 0);
    QVERIFY(one.handler.mostAtOnce > 1 && one.handler.mostAtOnce <= kMaxTasksInWork);
    for (const QByteArrayList& keys : std::as_const(world.did)) {
        QByteArrayList sorted = keys;
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(keys, sorted);
        QCOMPARE(keys.size(), 5);
    }
}

/// Killed at every half millisecond of its work: while it claims, at work, while it settles.
void TaskWorkerTest::aKilledWorkersTasksAreDoneByAnother()
{
    for (auto killAfter = 0us; killAfter < 14ms; killAfter += 500us) {
        WorkerWorld world;
        for (int i = 0; i < 6; ++i)
            world.tasks.add({taskFor("c" + QByteArray::number(i % 2), QByteArray::number(i))});
        Hand killed(world, "killed");
        Hand other(world, "other");
        killed.worker.start();
        world.time.runFor(killAfter);
        killed.kill();
        other.worker.start();
        QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Done) == 6; }, 5min));
        QCOMPARE(world.did.value("c0"), (QByteArrayList{"0", "2", "4"}));
        QCOMPARE(world.did.value("c1"), (QByteArrayList{"1", "3", "5"}));
    }
}

void TaskWorkerTest::aPausedWorkerIsRefused()
{
    WorkerWorld world;
    world.tasks.add({taskFor("c", "a")});
    Hand paused(world, "paused");
    Hand other(world, "other");
    paused.worker.start();
    QVERIFY(world.time.runUntil([&] { return paused.handler.runs == 1; }, 1s));
    paused.life->pausedUntil = world.time.now() + 2min;
    other.worker.start();
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Done) == 1; }, 90s));
    QCOMPARE(other.handler.runs, 1);
    QVERIFY(world.time.runUntil([&] { return paused.worker.figures().refusedLate == 1; }, 2min));
    QCOMPARE(world.tasks.rows.at(1).owner, OwnerId("other"));
    QCOMPARE(world.did.value("c"), QByteArrayList{"a"});
}

void TaskWorkerTest::poisonEndsAsADeadLetterAndStopsNobody()
{
    WorkerWorld world;
    world.tasks.add({taskFor("c", "bad"), taskFor("c", "good"), taskFor("d", "free")});
    Hand hand(world, "one");
    hand.handler.poison = {"bad"};
    hand.worker.start();
    QVERIFY(world.time.runUntil([&] { return world.did.contains("d"); }, 1s));
    QVERIFY(!world.did.value("c").contains("good"));
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Done) == 2; }, 30min));
    const BackgroundTask& dead = world.tasks.rows.at(1).task;
    QCOMPARE(dead.state, TaskState::Dead);
    QCOMPARE(dead.attempts, kMaxTaskAttempts);
    QCOMPARE(dead.lastError, u"bad task"_s);
    QCOMPARE(hand.worker.figures().dead, 1);
    QCOMPARE(hand.worker.figures().retried, kMaxTaskAttempts - 1);
    QVERIFY(world.time.runUntil([&] { return hand.worker.figures().queue.dead == 1; }, 1min));
}

void TaskWorkerTest::goesOnWhenTheStoreIsBack()
{
    WorkerWorld world;
    world.tasks.add({taskFor("c", "a")});
    Hand hand(world, "one");
    hand.store.isAway = true;
    hand.worker.start();
    world.time.runFor(60s);
    QCOMPARE(hand.handler.runs, 0);
    hand.store.isAway = false;
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Done) == 1; }, 10s));
    QCOMPARE(world.tasks.rows.at(1).task.attempts, 1);
}

void TaskWorkerTest::whatIsNotBegunIsGivenBackAtAStop()
{
    WorkerWorld world;
    world.tasks.add({taskFor("c", "a")});
    Hand hand(world, "one");
    hand.worker.start();
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Working) == 1; }, 1s));
    hand.worker.stop(1s);  // the claim is on its way back
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Waiting) == 1; }, 1s));
    QCOMPARE(world.tasks.rows.at(1).task.attempts, 0);
    QCOMPARE(hand.handler.runs, 0);
}

void TaskWorkerTest::manyLinesAreOneTask()
{
    WorkerWorld world;
    Hand hand(world, "one");
    NoDetails details;
    WatchForDetails watch({hand.clock, world.random, hand.store, details}, hand.worker, false);
    watch.start();
    for (int i = 1; i <= 50; ++i)
        watch.changed(lineOf("c", i, u"sđt em 0912345678"_s));
    watch.changed(lineOf("d", 1, u"còn hàng"_s));
    watch.changed(lineOf("e", 1, u"gọi 0912345678"_s, Speaker::Bot));
    QCOMPARE(hand.store.adds, 0);
    world.time.runFor(WatchForDetails::kGather + 1s);
    QCOMPARE(hand.store.adds, 1);
    QCOMPARE(world.tasks.rows.size(), 1u);
    QCOMPARE(world.tasks.rows.at(1).task.conversation, ConversationId("c"));
    QCOMPARE(world.tasks.rows.at(1).task.kind, u"customer_details"_s);

    // Away: what was gathered is kept, and one task all the same.
    hand.store.isAway = true;
    watch.changed(lineOf("c", 51, u"0987654321"_s));
    world.time.runFor(10s);
    watch.changed(lineOf("c", 52, u"0987654322"_s));
    hand.store.isAway = false;
    world.time.runFor(WatchForDetails::kGather + 1s);
    QCOMPARE(world.tasks.rows.size(), 2u);
    watch.changed(lineOf("f", 1, u"0987654322"_s));
    watch.stop();  // what was gathered is written first
    world.time.runFor(1s);
    QCOMPARE(world.tasks.rows.size(), 3u);
}

/// With the answer comes what the AI found in the line.
void TaskWorkerTest::linesAreReadAgainWithTheirAnswer()
{
    WorkerWorld world;
    Hand hand(world, "one");
    NoDetails details;
    WatchForDetails watch({hand.clock, world.random, hand.store, details}, hand.worker, true);
    watch.start();
    watch.changed(lineOf("c", 1, u"sđt em 0912345678"_s));
    watch.changed(lineOf("d", 1, u"còn hàng"_s));
    world.time.runFor(WatchForDetails::kGather + 1s);
    QCOMPARE(world.tasks.rows.size(), 1u);
    for (const char* conversation : {"c", "d"}) {
        watch.changed(lineOf(conversation, 2, u"Dạ vâng ạ"_s, Speaker::Bot));
        watch.changed(lineOf(conversation, 3, u"Dạ"_s, Speaker::Bot));
    }
    world.time.runFor(WatchForDetails::kGather + 1s);
    QCOMPARE(world.tasks.rows.size(), 2u);
    watch.stop();
    world.time.runFor(WatchForDetails::kGather);
}

void TaskWorkerTest::readsWhatACrashForgot()
{
    WorkerWorld world;
    Hand hand(world, "one");
    NoDetails details;
    details.unread = {ConversationId("c"), ConversationId("d")};
    WatchForDetails watch({hand.clock, world.random, hand.store, details}, hand.worker, false);
    watch.start();
    world.time.runFor(1s);
    QCOMPARE(world.tasks.rows.size(), 2u);
    watch.stop();
    world.time.runFor(WatchForDetails::kGather);
}

TONGDAI_TEST(TaskWorkerTest)

}  // namespace tongdai::testing

#include "task_worker_test.moc"
