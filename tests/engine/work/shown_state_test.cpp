#include "engine/work/desk/admin_acts.h"
#include "tests/engine/work/fakes/world.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What other programs read in `conv_state:` while a message is on its way (contracts/handle-message §2 and §6.1).
class ShownStateTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        m_engine = std::make_unique<Engine>(*m_world);
        m_engine->ai.least = m_engine->ai.most = 2s;
        m_engine->pipeline->start();
    }
    void cleanup()
    {
        m_engine.reset();
        m_world.reset();
    }

    void showsWorkWhileTheAiIsAsked()
    {
        m_engine->post("c1", "m1");
        m_world->time.runFor(1s);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(true));
        QVERIFY(shown("processing_started_at"_L1).toDouble() > 0);
        QCOMPARE(shown("last_message_id"_L1).toString(), u"m1"_s);
        QCOMPARE(shown("pending"_L1).toArray(), (QJsonArray{u"m1"_s}));
        m_world->time.runFor(5s);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(false));
        QVERIFY(!state().contains("processing_started_at"_L1));
        QCOMPARE(shown("pending"_L1).toArray(), QJsonArray());
        QCOMPARE(shown("processed_ids"_L1).toArray(), (QJsonArray{u"m1"_s}));
        QCOMPARE(shown("context"_L1).toArray().size(), 2);

        // The next one keeps what was said.
        m_engine->post("c1", "m2");
        m_world->time.runFor(1s);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(true));
        QCOMPARE(shown("pending"_L1).toArray(), (QJsonArray{u"m2"_s}));
        QCOMPARE(shown("context"_L1).toArray().size(), 2);
        QCOMPARE(shown("processed_ids"_L1).toArray(), (QJsonArray{u"m1"_s}));
    }

    void showsWhatJoinsIt()
    {
        m_engine->post("c1", "m1");
        m_world->time.runFor(1s);
        const QJsonValue since = shown("processing_started_at"_L1);
        m_engine->post("c1", "m2");
        m_world->time.runFor(500ms);
        QCOMPARE(shown("last_message_id"_L1).toString(), u"m2"_s);
        QCOMPARE(shown("pending"_L1).toArray(), (QJsonArray{u"m1"_s, u"m2"_s}));
        QCOMPARE(shown("processing_started_at"_L1), since);
        // The first answer is superseded; the engine goes on with what newer ones wait.
        m_world->time.runFor(1500ms);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(true));
        QCOMPARE(shown("pending"_L1).toArray(), (QJsonArray{u"m2"_s}));
        m_world->time.runFor(5s);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(false));
        QCOMPARE(shown("pending"_L1).toArray(), QJsonArray());
    }

    void saysNobodyWorksWhenItWasStopped()
    {
        m_engine->post("c1", "m1");
        m_world->time.runFor(1s);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(true));
        auto& acts = m_engine->pipeline->operatorActs();
        auto taking = acts.takeOver(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        m_world->time.runFor(500ms);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(false));
        QVERIFY(!state().contains("processing_started_at"_L1));
        // What a person is to answer waits for nobody's work.
        m_engine->post("c1", "m2");
        m_world->time.runFor(500ms);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(false));
        QCOMPARE(shown("last_message_id"_L1).toString(), u"m2"_s);
        QCOMPARE(shown("pending"_L1).toArray(), QJsonArray());
        // Handed back, the bot works again.
        auto returning = acts.handBack(ConversationId("c1"), OperatorId("lan"), u"Lan"_s);
        m_world->time.runFor(100ms);
        m_engine->post("c1", "m3");
        m_world->time.runFor(500ms);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(true));
        QCOMPARE(shown("pending"_L1).toArray(), (QJsonArray{u"m3"_s}));
    }

    void showsWhatAnotherEngineLeft()
    {
        m_engine->post("c1", "m1");
        m_world->time.runFor(1s);
        m_engine->kill();
        m_world->redis.flush();
        Engine other(*m_world);
        other.ai.least = other.ai.most = 5s;
        other.pipeline->start();
        m_world->time.runFor(34s);
        QCOMPARE(other.pipeline->turnsInWork(), 1);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(true));
        QCOMPARE(shown("pending"_L1).toArray(), (QJsonArray{u"m1"_s}));
    }

    /// While an answer is on its way to a slow platform the next message begins.
    void aSlowPlatformHidesNobody()
    {
        m_engine->ai.least = m_engine->ai.most = 100ms;
        m_engine->platform.latency = 3s;
        m_engine->post("c1", "m1");
        m_world->time.runFor(1s);
        m_engine->ai.least = m_engine->ai.most = 10s;
        m_engine->post("c1", "m2");
        m_world->time.runFor(5s);  // the first one is sent
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(true));
        QCOMPARE(shown("pending"_L1).toArray(), (QJsonArray{u"m2"_s}));
        QVERIFY(m_world->redis.locks.contains(ConversationId("c1")));
        m_world->time.runFor(20s);
        QCOMPARE(shown("ai_processing"_L1), QJsonValue(false));
        QVERIFY(m_world->redis.locks.empty());
    }

    void lastIsOnePairEverywhere()
    {
        m_engine->post("c1", "m1");
        m_world->time.runFor(10s);
        const Conversation row = m_world->database.conversation(ConversationId("c1"));
        QCOMPARE(shown("last_message_id"_L1).toString(), row.lastMessageId.toString());
        QCOMPARE(shown("last_message_timestamp"_L1).toDouble(), row.lastMessageTimestamp);
    }

    void whatWasCleanedUpIsGoneFromRedis()
    {
        m_engine->post("c1", "m1");
        m_world->time.runFor(10s);
        QVERIFY(!state().isEmpty());
        m_world->time.runFor(3h);
        m_engine->post("c2", "m2");
        m_world->time.runFor(10s);
        auto cleaning = m_engine->pipeline->adminActs().cleanUp(2h);
        m_world->time.runFor(1s);
        QCOMPARE(QCoro::waitFor(std::move(cleaning)), 1);
        QVERIFY(state().isEmpty());
        QVERIFY(m_world->redis.states.contains(ConversationId("c2")));
        auto again = m_engine->pipeline->adminActs().cleanUp(2h);
        m_world->time.runFor(1s);
        QCOMPARE(QCoro::waitFor(std::move(again)), 0);
        // And so it is without being asked.
        m_world->time.runFor(31h);
        QVERIFY(m_world->redis.states.empty());
    }

    void aLockThatVanishedDuringWorkIsToldAsStuck()
    {
        m_engine->ai.least = m_engine->ai.most = 10s;
        m_engine->post("c1", "m1");
        m_world->time.runFor(1s);
        QVERIFY(stuck().empty());
        m_world->redis.locks.clear();
        QCOMPARE(stuck(), std::vector{ConversationId("c1")});
        m_world->redis.isUp = false;
        QVERIFY2(stuck().empty(), "without Redis nobody can say");
        m_world->redis.isUp = true;
        m_world->time.runFor(20s);
        QVERIFY(stuck().empty());
    }

private:
    std::vector<ConversationId> stuck()
    {
        auto asking = m_engine->pipeline->adminActs().health();
        m_world->time.runFor(100ms);
        return QCoro::waitFor(std::move(asking)).history->stuck;
    }
    QJsonValue shown(QLatin1StringView name) const { return state().value(name); }
    QJsonObject state() const
    {
        const auto found = m_world->redis.states.find(ConversationId("c1"));
        return found == m_world->redis.states.end() ? QJsonObject() : found->second;
    }

    std::unique_ptr<World> m_world;
    std::unique_ptr<Engine> m_engine;
};

TONGDAI_TEST(ShownStateTest)

}  // namespace tongdai::testing

#include "shown_state_test.moc"
