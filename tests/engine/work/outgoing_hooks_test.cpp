#include "engine/work/hooks/outgoing_hooks.h"

#include "engine/contract/json/hooks/hook_post.h"
#include "engine/state/local/local_shared_shelf.h"
#include "tests/engine/work/fakes/fake_outside.h"
#include "tests/engine/work/fakes/memory_tasks.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QTest>

#include <deque>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

HistoryEvent lineEvent(const QByteArray& conversation, qint64 rev, int speaker)
{
    HistoryEvent event;
    event.kind = u"message_sent"_s;
    event.conversation = ConversationId(conversation);
    event.messageId = MessageId("m" + QByteArray::number(rev));
    event.rev = rev;
    event.data = {{u"speaker"_s, speaker}};
    return event;
}

/// The store's side as the port documents it: every call one transaction, shared by all engines.
struct HookWorld {
    VirtualTime time;
    SeededRandom random{5};
    MemoryTasks tasks{time};
    MemoryDatabase database{time};
    std::vector<TimedEvent> events;
    QHash<QString, qint64> places;
    int feedings = 0;

    void happens(HistoryEvent event)
    {
        event.id = qint64(events.size()) + 1;
        events.push_back({event, TimePoint(1'700'000'000s)});
    }
};

class FakeHookStore final : public ports::HookStore {
public:
    FakeHookStore(HookWorld& world, LifePtr life) : m_world(world), m_life(std::move(life)) {}

    QCoro::Task<Standing> hookStanding(OutgoingHook hook) override
    {
        co_await m_world.time.pass(1ms, m_life);
        Standing standing;
        standing.newest = qint64(m_world.events.size());
        if (!m_world.places.contains(hook.name)) m_world.places[hook.name] = standing.newest;
        standing.place = m_world.places.value(hook.name);
        for (const auto& [id, row] : m_world.tasks.rows) {
            if (row.task.kind != hook.taskKind()) continue;
            if (row.task.state == TaskState::Dead) ++standing.dead;
            if (row.task.state == TaskState::Waiting || row.task.state == TaskState::Working) ++standing.waiting;
        }
        co_return standing;
    }
    QCoro::Task<Page> eventsForHook(qint64 after, qint64 newest, QStringList kinds) override
    {
        co_await m_world.time.pass(1ms, m_life);
        Page page;
        page.upto = std::min(after + 10, newest);
        for (const TimedEvent& told : m_world.events) {
            const qint64 id = told.event.id;
            if (id > after && id <= page.upto && kinds.contains(told.event.kind)) page.events.push_back(told);
        }
        co_return page;
    }
    QCoro::Task<bool> feedHook(OutgoingHook hook, qint64 from, qint64 upto, std::vector<NewTask> calls) override
    {
        co_await m_world.time.pass(1ms, m_life);
        if (!m_life->isAlive) co_return false;
        const bool isOurs = m_world.places.value(hook.name) == from;
        if (isOurs) {
            m_world.places[hook.name] = upto;
            m_world.tasks.add(calls);
            ++m_world.feedings;
        }
        co_await m_world.time.pass(1ms, m_life);
        co_return isOurs;
    }
    QCoro::Task<qint64> endForgottenCalls(QStringList keptKinds, std::chrono::seconds after) override
    {
        co_await m_world.time.pass(1ms, m_life);
        const auto isOpen = [](const MemoryTasks::Row& row) {
            return row.task.state == TaskState::Waiting || row.task.state == TaskState::Working;
        };
        QSet<QString> touched(keptKinds.begin(), keptKinds.end());
        for (const auto& [id, row] : m_world.tasks.rows) {
            if (isOpen(row) && std::max(row.nextAt, row.leaseUntil) + after >= m_world.time.now())
                touched.insert(row.task.kind);
        }
        qint64 ended = 0;
        for (auto& [id, row] : m_world.tasks.rows) {
            if (!isOpen(row) || touched.contains(row.task.kind)) continue;
            row.task.state = TaskState::Dead;
            row.task.lastError = QString::fromLatin1(kHookRemoved);
            ++ended;
        }
        co_return ended;
    }

private:
    HookWorld& m_world;
    LifePtr m_life;
};

/// The other program: takes what comes, unless told otherwise.
class FakeTarget final : public ports::HookCaller {
public:
    FakeTarget(VirtualTime& time, LifePtr life) : m_time(time), m_life(std::move(life)) {}

    std::function<HookAnswer(const QString&, const QJsonObject&)> answers;
    struct Call {
        QString hook;
        QByteArray key;
        QJsonObject body;
        std::chrono::nanoseconds at{};
    };
    std::vector<Call> calls;

    QCoro::Task<HookAnswer> post(QString hook, QByteArray key, QByteArray, QByteArray body) override
    {
        co_await m_time.pass(2ms, m_life);
        const QJsonObject read = QJsonDocument::fromJson(body).object();
        calls.push_back({hook, key, read, m_time.now()});
        const HookAnswer answer = answers ? answers(hook, read) : HookAnswer{HookAnswer::Kind::Taken, 200, {}, {}};
        co_await m_time.pass(2ms, m_life);
        co_return answer;
    }
    QByteArrayList keys(const QString& hook) const
    {
        QByteArrayList found;
        for (const Call& call : calls) {
            if (call.hook == hook) found << call.key;
        }
        return found;
    }

private:
    VirtualTime& m_time;
    LifePtr m_life;
};

OutgoingHook hookNamed(const QString& name)
{
    OutgoingHook hook;
    hook.name = name;
    hook.events = {u"message_sent"_s, u"mode_changed"_s};
    hook.attempts = 4;
    hook.calls = 1'000;
    return hook;
}

/// One engine; kill() is kill -9.
struct HookEngine {
    HookEngine(HookWorld& where, const QByteArray& name, std::vector<OutgoingHook> named, bool areAll = true)
        : world(where),
          hooks({clock, where.random, taskStore, hookStore, shelf, reader, target}, name, std::move(named), areAll)
    {
        hooks.start();
    }
    ~HookEngine()
    {
        kill();
        hooks.stop(0ms);
        world.time.finish(life);
    }
    void kill() { life->isAlive = false; }
    void told()
    {
        Change change;
        change.events = {HistoryEvent()};
        hooks.changed(change);
    }

    HookWorld& world;
    LifePtr life = std::make_shared<Life>();
    VirtualClock clock{world.time, life};
    FakeTaskStore taskStore{world.tasks, world.time, life};
    FakeHookStore hookStore{world, life};
    LocalSharedShelf shelf{clock};
    FakeReader reader{world.database};
    FakeTarget target{world.time, life};
    OutgoingHooks hooks;
};

}  // namespace

/// What happens is told to other programs of the shop (features E8).
class OutgoingHooksTest : public QObject {
    Q_OBJECT
private slots:
    void tellsWhatHappensFromNowOnOnceAndInOrder();
    void whatIsNobodysBusinessIsNotTold();
    void aTargetThatFailsIsLeftAloneAndTriedAgain();
    void afterAllTriesItIsADeadLetterAndStopsNobody();
    void aRefusalIsNotRepeated();
    void oneThatIsAwayHoldsUpNoOther();
    void keepsToItsLimit();
    void aBacklogStaysAmongTheEvents();
    void aKilledEnginesCallsAreMadeByAnother();
    void callsOfARemovedHookAreEnded();
    void callsOfAnotherEnginesHookAreLeft();

private:
    static HookAnswer notReached(const QString&, const QJsonObject&)
    {
        return {HookAnswer::Kind::Later, 0, u"not reached"_s, {}};
    }
    static int endedAsRemoved(const HookWorld& world)
    {
        int ended = 0;
        for (const auto& [id, row] : world.tasks.rows)
            ended += row.task.lastError == QLatin1StringView(kHookRemoved) ? 1 : 0;
        return ended;
    }
};

void OutgoingHooksTest::tellsWhatHappensFromNowOnOnceAndInOrder()
{
    HookWorld world;
    world.happens(lineEvent("before", 1, 0));
    HookEngine engine(world, "one", {hookNamed(u"crm"_s)});
    world.time.runFor(1s);
    for (int i = 1; i <= 30; ++i)
        world.happens(lineEvent("c" + QByteArray::number(i % 3), i, i % 2));
    engine.told();
    QVERIFY(world.time.runUntil([&] { return engine.target.calls.size() == 30; }, 30s));
    world.time.runFor(1min);
    QCOMPARE(engine.target.calls.size(), 30u);
    QHash<QString, QList<qint64>> order;
    for (const FakeTarget::Call& call : engine.target.calls) {
        order[call.body["conversation_id"_L1].toString()] << call.body["event_id"_L1].toInteger();
        QCOMPARE(call.key, "crm-" + QByteArray::number(call.body["event_id"_L1].toInteger()));
        QVERIFY(!call.body.contains("text"_L1));
    }
    QCOMPARE(order.size(), 3);
    for (const QList<qint64>& ids : std::as_const(order))
        QVERIFY(std::ranges::is_sorted(ids));
    const QJsonObject& first = engine.target.calls.front().body;
    QCOMPARE(first["event"_L1].toString(), u"message_sent"_s);
    QCOMPARE(first["at"_L1].toString(), u"2023-11-14T22:13:20Z"_s);
    QCOMPARE(first["data"_L1].toObject()["speaker"_L1].toString(), u"bot"_s);
    QCOMPARE(engine.hooks.states().front().taken, 30);
    QCOMPARE(engine.hooks.states().front().tries.size(), 30u);
}

void OutgoingHooksTest::whatIsNobodysBusinessIsNotTold()
{
    HookWorld world;
    HookEngine engine(world, "one", {hookNamed(u"crm"_s)});
    world.time.runFor(1s);
    world.happens(lineEvent("c", 1, 4));  // a note among colleagues
    HistoryEvent unsent = lineEvent("c", 2, 1);
    unsent.data[u"sent"_s] = false;
    world.happens(unsent);
    world.happens(lineEvent("sample-7", 3, 0));
    HistoryEvent other = lineEvent("c", 4, 0);
    other.kind = u"turn"_s;
    world.happens(other);
    world.happens(lineEvent("c", 5, 0));
    engine.told();
    QVERIFY(world.time.runUntil([&] { return !engine.target.calls.empty(); }, 30s));
    world.time.runFor(1min);
    QCOMPARE(engine.target.keys(u"crm"_s), QByteArrayList{"crm-5"});
}

void OutgoingHooksTest::aTargetThatFailsIsLeftAloneAndTriedAgain()
{
    HookWorld world;
    HookEngine engine(world, "one", {hookNamed(u"crm"_s)});
    world.time.runFor(1s);
    int failures = 2;
    engine.target.answers = [&](const QString&, const QJsonObject&) {
        if (failures-- > 0) return HookAnswer{HookAnswer::Kind::Later, 503, u"status 503"_s, 5s};
        return HookAnswer{HookAnswer::Kind::Taken, 204, {}, {}};
    };
    world.happens(lineEvent("c", 1, 0));
    world.happens(lineEvent("c", 2, 0));
    world.happens(lineEvent("d", 3, 0));
    engine.told();
    QVERIFY(world.time.runUntil([&] { return engine.hooks.states().front().failed == 2; }, 30s));
    QVERIFY(engine.hooks.states().front().restsUntil);
    QVERIFY(world.time.runUntil([&] { return engine.hooks.states().front().taken == 3; }, 5min));
    // "1" before "2", and nobody called it before it had said one may.
    const QByteArrayList keys = engine.target.keys(u"crm"_s);
    QVERIFY(keys.lastIndexOf("crm-1") < keys.indexOf("crm-2"));
    QVERIFY(engine.target.calls[2].at - engine.target.calls[1].at >= 4900ms);
    QVERIFY(!engine.hooks.states().front().restsUntil);
    QVERIFY(world.tasks.count(TaskState::Dead) == 0);
}

void OutgoingHooksTest::afterAllTriesItIsADeadLetterAndStopsNobody()
{
    HookWorld world;
    HookEngine engine(world, "one", {hookNamed(u"crm"_s)});
    world.time.runFor(1s);
    engine.target.answers = [&](const QString&, const QJsonObject& body) {
        if (body["event_id"_L1].toInteger() == 1) return HookAnswer{HookAnswer::Kind::Later, 500, u"status 500"_s, {}};
        return HookAnswer{HookAnswer::Kind::Taken, 200, {}, {}};
    };
    world.happens(lineEvent("c", 1, 0));
    world.happens(lineEvent("c", 2, 0));
    engine.told();
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Dead) == 1; }, 1h));
    QVERIFY(world.time.runUntil([&] { return engine.target.keys(u"crm"_s).contains("crm-2"); }, 5min));
    QCOMPARE(engine.target.keys(u"crm"_s).count("crm-1"), 4);
    QCOMPARE(world.tasks.rows.at(1).task.lastError, u"status 500"_s);
    const std::vector<HookTry> tries = engine.hooks.states().front().tries;
    QVERIFY(std::ranges::count_if(tries, &HookTry::isLast) == 1);
    QVERIFY(world.time.runUntil([&] { return engine.hooks.states().front().dead == 1; }, 1min));
}

void OutgoingHooksTest::aRefusalIsNotRepeated()
{
    HookWorld world;
    HookEngine engine(world, "one", {hookNamed(u"crm"_s)});
    world.time.runFor(1s);
    engine.target.answers = [](const QString&, const QJsonObject&) {
        return HookAnswer{HookAnswer::Kind::Refused, 410, u"status 410"_s, {}};
    };
    world.happens(lineEvent("c", 1, 0));
    engine.told();
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Dead) == 1; }, 1min));
    QCOMPARE(engine.target.calls.size(), 1u);
    QCOMPARE(world.tasks.rows.at(1).task.attempts, 1);
}

void OutgoingHooksTest::oneThatIsAwayHoldsUpNoOther()
{
    HookWorld world;
    HookEngine engine(world, "one", {hookNamed(u"away"_s), hookNamed(u"crm"_s)});
    world.time.runFor(1s);
    engine.target.answers = [](const QString& hook, const QJsonObject&) {
        if (hook == "away"_L1) return HookAnswer{HookAnswer::Kind::Later, 0, u"not reached"_s, {}};
        return HookAnswer{HookAnswer::Kind::Taken, 200, {}, {}};
    };
    for (int i = 1; i <= 40; ++i)
        world.happens(lineEvent("c", i, 0));
    engine.told();
    QVERIFY(world.time.runUntil([&] { return engine.target.keys(u"crm"_s).size() == 40; }, 30s));
    // In a minute a dead target costs a handful of tries, not one for each event.
    world.time.runFor(1min);
    QVERIFY2(engine.target.keys(u"away"_s).size() < 12,
             qPrintable(QString::number(engine.target.keys(u"away"_s).size())));
}

void OutgoingHooksTest::keepsToItsLimit()
{
    HookWorld world;
    OutgoingHook hook = hookNamed(u"crm"_s);
    hook.calls = 5;
    hook.window = 10s;
    HookEngine engine(world, "one", {hook});
    world.time.runFor(1s);
    for (int i = 1; i <= 20; ++i)
        world.happens(lineEvent("c" + QByteArray::number(i), i, 0));
    engine.told();
    QVERIFY(world.time.runUntil([&] { return engine.target.calls.size() == 20; }, 2min));
    for (size_t i = 5; i < engine.target.calls.size(); ++i)
        QVERIFY(engine.target.calls[i].at - engine.target.calls[i - 5].at >= 9900ms);
    QVERIFY(engine.hooks.states().front().limited > 0);
    for (const auto& [id, row] : world.tasks.rows)
        QCOMPARE(row.task.attempts, 1);  // waiting for one's turn is no try
}

void OutgoingHooksTest::aBacklogStaysAmongTheEvents()
{
    constexpr int kMany = 1'200;
    HookWorld world;
    OutgoingHook patient = hookNamed(u"crm"_s);
    patient.attempts = 20;
    HookEngine engine(world, "one", {patient});
    world.time.runFor(1s);
    bool isAway = true;
    engine.target.answers = [&](const QString&, const QJsonObject&) {
        if (isAway) return HookAnswer{HookAnswer::Kind::Later, 0, u"not reached"_s, {}};
        return HookAnswer{HookAnswer::Kind::Taken, 200, {}, {}};
    };
    for (int i = 1; i <= kMany; ++i)
        world.happens(lineEvent("c" + QByteArray::number(i % 50), i, 0));
    engine.told();
    world.time.runFor(2min);
    const OutgoingHookState state = engine.hooks.states().front();
    QVERIFY(state.waiting >= FeedHook::kMostWaiting && state.waiting < FeedHook::kMostWaiting + 10);
    QVERIFY(state.behind >= kMany - FeedHook::kMostWaiting - 10);
    isAway = false;
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Done) == kMany; }, 1h));
    QCOMPARE(engine.hooks.states().front().taken, kMany);
}

/// Killed at every millisecond: while it reads, while it adds the calls, at a call, while it settles.
void OutgoingHooksTest::aKilledEnginesCallsAreMadeByAnother()
{
    for (auto killAfter = 295ms; killAfter < 340ms; ++killAfter) {
        HookWorld world;
        HookEngine killed(world, "killed", {hookNamed(u"crm"_s)});
        HookEngine other(world, "other", {hookNamed(u"crm"_s)});
        other.life->pausedUntil = world.time.now() + 20s;
        world.time.runFor(1s);
        for (int i = 1; i <= 12; ++i)
            world.happens(lineEvent("c" + QByteArray::number(i % 2), i, 0));
        killed.told();
        world.time.runFor(killAfter);
        killed.kill();
        QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Done) == 12; }, 5min));
        // Each event is told; one whose end was lost comes twice, with the same key.
        QSet<QByteArray> told;
        for (const FakeTarget* target : {&killed.target, &other.target}) {
            for (const QByteArray& key : target->keys(u"crm"_s))
                told.insert(key);
        }
        QCOMPARE(told.size(), 12);
        QVERIFY(killed.target.calls.size() + other.target.calls.size() <= 12 + kHookCallsAtOnce);
        QCOMPARE(world.tasks.rows.size(), 12u);
    }
}

/// Those of the hooks that stayed go on; where the list could not be read, nothing is ended.
void OutgoingHooksTest::callsOfARemovedHookAreEnded()
{
    HookWorld world;
    {
        HookEngine before(world, "before", {hookNamed(u"crm"_s), hookNamed(u"erp"_s)});
        before.target.answers = notReached;
        world.time.runFor(1s);
        for (int i = 1; i <= 6; ++i)
            world.happens(lineEvent("c" + QByteArray::number(i % 2), i, 0));
        before.told();
        QVERIFY(world.time.runUntil([&] { return world.tasks.rows.size() == 12; }, 30s));
    }
    {
        HookEngine blind(world, "blind", {}, false);
        world.time.runFor(30min);
        QCOMPARE(endedAsRemoved(world), 0);
    }
    {
        // The engine that has them may be away for a night.
        HookEngine soon(world, "soon", {});
        world.time.runFor(30min);
        QCOMPARE(endedAsRemoved(world), 0);
    }
    world.time.runFor(24h);
    HookEngine after(world, "after", {hookNamed(u"erp"_s)});
    world.time.runFor(4min);
    QCOMPARE(endedAsRemoved(world), 0);
    QVERIFY(world.time.runUntil([&] { return endedAsRemoved(world) == 6; }, 11min));
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Done) == 6; }, 5min));
    for (const auto& [id, row] : world.tasks.rows)
        QCOMPARE(row.task.state, row.task.kind == "outgoing_hook:crm"_L1 ? TaskState::Dead : TaskState::Done);
    QVERIFY(after.target.keys(u"crm"_s).isEmpty());
}

/// Engines of two computers, of which one alone has the hook, whose target is away for long.
void OutgoingHooksTest::callsOfAnotherEnginesHookAreLeft()
{
    HookWorld world;
    OutgoingHook patient = hookNamed(u"crm"_s);
    patient.attempts = 20;
    HookEngine with(world, "with", {patient});
    HookEngine without(world, "without", {});
    bool isAway = true;
    with.target.answers = [&isAway](const QString& hook, const QJsonObject& body) {
        return isAway ? notReached(hook, body) : HookAnswer{HookAnswer::Kind::Taken, 200, {}, {}};
    };
    world.time.runFor(1s);
    for (int i = 1; i <= 6; ++i)
        world.happens(lineEvent("c" + QByteArray::number(i % 2), i, 0));
    with.told();
    world.time.runFor(30min);
    QCOMPARE(endedAsRemoved(world), 0);
    isAway = false;
    QVERIFY(world.time.runUntil([&] { return world.tasks.count(TaskState::Done) == 6; }, 1h));
}

TONGDAI_TEST(OutgoingHooksTest)

}  // namespace tongdai::testing

#include "outgoing_hooks_test.moc"
