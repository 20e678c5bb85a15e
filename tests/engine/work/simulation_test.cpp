#include "engine/work/desk/admin_acts.h"
#include "engine/work/desk/operator_acts.h"
#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QLoggingCategory>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// One seed is one world: how many engines, what customers and operators do, and every fault, in virtual time
/// (guarantees 3.2). Crashes hit at whatever the engine was waiting for: each co_await is a crash point.
class Schedule {
public:
    Schedule(quint32 seed, Mutation mutation) : m_world(seed, mutation), m_chance(seed ^ 0x9e3779b9U) {}

    /// What is broken in the end; empty: all invariants held.
    QStringList run()
    {
        const int engines = 1 + m_chance.below(4);
        for (int i = 0; i < engines; ++i)
            startEngine();
        const int steps = 60 + m_chance.below(120);
        for (int step = 0; step < steps; ++step) {
            doSomething();
            m_world.time.runFor(std::chrono::milliseconds(m_chance.below(m_chance.chance(0.1) ? 8000 : 300)));
            if (step % 10 != 0) continue;
            const QStringList broken = brokenInvariants(m_world.facts(false));
            if (!broken.isEmpty()) return broken;
        }
        calmDown();
        return brokenInvariants(m_world.facts());
    }
    int faults() const { return m_faults; }
    int messages() const { return m_messages; }
    qint64 fenced() const
    {
        const auto turns = m_world.database.facts().turns;
        return std::count_if(turns.begin(), turns.end(),
                             [](const TurnFact& turn) { return turn.outcome == int(TurnOutcome::Cancelled); });
    }

private:
    void startEngine()
    {
        auto engine = std::make_unique<Engine>(m_world);
        engine->ai.least = 1ms;
        engine->ai.most = m_chance.chance(0.2) ? std::chrono::nanoseconds(40s) : std::chrono::nanoseconds(600ms);
        engine->ai.failing = m_chance.chance(0.3) ? 0.2 : 0;
        engine->ai.ignoresCancel = m_chance.chance(0.3);
        engine->platform.refused = m_chance.chance(0.3) ? 0.3 : 0;
        engine->platform.ambiguous = m_chance.chance(0.3) ? 0.2 : 0;
        engine->store.faults.lostBefore = m_chance.chance(0.3) ? 0.05 : 0;
        engine->store.faults.lostAfter = m_chance.chance(0.3) ? 0.05 : 0;
        engine->clock.setOffset(m_chance.chance(0.2) ? std::chrono::hours(m_chance.below(48) - 24) : 0h);
        engine->pipeline->start();
        m_living.push_back(engine.get());
        m_engines.push_back(std::move(engine));
    }

    Engine& anyEngine() { return *m_living[size_t(m_chance.below(int(m_living.size())))]; }
    QByteArray anyConversation() { return "c" + QByteArray::number(m_chance.below(6)); }

    void doSomething()
    {
        switch (m_chance.below(20)) {
            case 0: crash(); break;
            case 1: pause(); break;
            case 2: m_world.redis.flush(), ++m_faults; break;
            case 3: m_world.redis.isUp = !m_world.redis.isUp, ++m_faults; break;
            case 4: anyEngine().live.seesRedis = m_chance.chance(0.5), ++m_faults; break;
            case 5: outage(); break;
            case 6: takeOver(); break;
            case 7: anyEngine().pipeline->adminActs().cancel(ConversationId(anyConversation()), u"admin"_s); break;
            case 8: repeat(); break;
            case 9: reply(); break;
            default: burst(); break;
        }
    }

    void burst()
    {
        const int count = 1 + m_chance.below(4);
        for (int i = 0; i < count; ++i)
            post(anyEngine(), anyConversation(), "m" + QByteArray::number(m_messages++));
    }
    void post(Engine& engine, const QByteArray& conversation, const QByteArray& id)
    {
        engine.post(conversation, id, QString::fromUtf8(id));
        m_posted.emplace_back(conversation, id);
    }
    /// The platform did not hear our answer and sends again, perhaps to another engine.
    void repeat()
    {
        if (m_posted.empty()) return;
        const auto [conversation, id] = m_posted[size_t(m_chance.below(int(m_posted.size())))];
        anyEngine().post(conversation, id, QString::fromUtf8(id));
    }
    void crash()
    {
        ++m_faults;
        Engine& victim = anyEngine();
        victim.kill();
        std::erase(m_living, &victim);
        startEngine();
    }
    void pause()
    {
        ++m_faults;
        anyEngine().life->pausedUntil = m_world.time.now() + std::chrono::milliseconds(m_chance.below(60'000));
    }
    void outage()
    {
        ++m_faults;
        bool& isDown = anyEngine().store.faults.isDown;
        isDown = true;
        m_world.time.runFor(std::chrono::milliseconds(m_chance.below(20'000)));
        isDown = false;
    }
    void takeOver()
    {
        const ConversationId conversation(anyConversation());
        OperatorActs& acts = anyEngine().pipeline->operatorActs();
        if (m_chance.chance(0.5)) {
            acts.takeOver(conversation, OperatorId("lan"), u"Lan"_s);
        } else {
            acts.handBack(conversation, OperatorId("lan"), u"Lan"_s);
        }
    }
    void reply()
    {
        const QByteArray id = "o" + QByteArray::number(m_messages++);
        anyEngine().pipeline->operatorActs().send(ConversationId(anyConversation()), MessageId(id), OperatorId("lan"),
                                                  u"Lan"_s, u"dạ"_s);
    }

    /// No more faults, and time to end everything: leases, back-offs, breakers.
    void calmDown()
    {
        m_world.redis.isUp = true;
        for (Engine* engine : m_living) {
            engine->life->pausedUntil = {};
            engine->store.faults = {};
            engine->ai.failing = 0;
            engine->ai.most = 600ms;
            engine->platform.refused = engine->platform.ambiguous = 0;
            engine->live.seesRedis = true;
        }
        m_world.time.runFor(2min);  // what was asked of a paused engine arrives only now
        m_world.time.runUntil([this] { return m_world.database.isQuiet(); }, 3h);
        m_world.time.runFor(60s);
    }

    World m_world;
    SeededRandom m_chance;
    std::vector<std::unique_ptr<Engine>> m_engines;
    std::vector<Engine*> m_living;
    std::vector<std::pair<QByteArray, QByteArray>> m_posted;
    int m_messages = 0;
    int m_faults = 0;
};

class SimulationTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("TONGDAI_SEEDS")) QLoggingCategory::setFilterRules(u"pipeline*=false"_s);
    }
    void cleanupTestCase() { QLoggingCategory::setFilterRules(QString()); }

    void invariantsHoldUnderEveryScheduleOfFaults()
    {
        // TONGDAI_SEEDS=first,count replays or widens; the default is what one run of the tests can afford.
        const QList<QByteArray> asked = qgetenv("TONGDAI_SEEDS").split(',');
        const quint32 first = asked.size() == 2 ? asked[0].toUInt() : 1;
        const quint32 count = asked.size() == 2 ? asked[1].toUInt() : 150;
        qint64 messages = 0;
        qint64 faults = 0;
        qint64 fenced = 0;
        for (quint32 seed = first; seed < first + count; ++seed) {
            Schedule schedule(seed, Mutation::None);
            const QStringList broken = schedule.run();
            QVERIFY2(broken.isEmpty(),
                     ("seed " + QByteArray::number(seed) + "\n" + broken.join(u"\n"_s).toUtf8()).constData());
            messages += schedule.messages();
            faults += schedule.faults();
            fenced += schedule.fenced();
        }
        qInfo(
            "%u seeds: %lld messages, %lld faults, %lld answers refused or cancelled, 0 lost, 0 doubled, 0 out of "
            "order",
            count, messages, faults, fenced);
        QVERIFY(faults > 0 && messages > 0);
        if (count >= 100) QVERIFY(fenced > 0);
    }

    void everySeededBugIsFound_data()
    {
        QTest::addColumn<int>("mutation");
        QTest::newRow("no fence") << int(Mutation::NoFence);
        QTest::newRow("no duplicate check") << int(Mutation::NoDuplicateCheck);
        QTest::newRow("no order in the outbox") << int(Mutation::NoOutboxOrder);
        QTest::newRow("pending is lost") << int(Mutation::LosesPending);
    }
    void everySeededBugIsFound()
    {
        QFETCH(const int, mutation);
        for (quint32 seed = 1; seed <= 500; ++seed) {
            Schedule schedule(seed, Mutation(mutation));
            if (schedule.run().isEmpty()) continue;
            qInfo("found by seed %u", seed);
            return;
        }
        QFAIL("not found within 500 seeds");
    }
};

TONGDAI_TEST(SimulationTest)

}  // namespace tongdai::testing

#include "simulation_test.moc"
