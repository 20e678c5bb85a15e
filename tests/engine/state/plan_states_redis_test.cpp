#include "engine/state/redis/live/plan_states.h"

#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::EngineSide;
using testing::RedisServer;

namespace {

const ConversationId kPlanned("web:42"_ba);

redis::NotedPlan notedPlan(qint64 ord, OutboxState state)
{
    redis::NotedPlan plan;
    plan.conversation = kPlanned;
    plan.ord = ord;
    plan.state = state;
    plan.fence = 17;
    plan.tries = 2;
    plan.at = TimePoint(std::chrono::milliseconds(1'763'712'000'000));
    if (state == OutboxState::Sending) {
        plan.owner = OwnerId("engine-a:41"_ba);
        plan.actions = QStringList{u"send_message"_s, u"transfer_to_agent"_s};
    }
    return plan;
}

}  // namespace

/// How plans of answers stand, for other programs (contracts/background §3).
class PlanStatesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<EngineSide> m_engine;
    std::unique_ptr<redis::PlanStates> m_states;

    QByteArray field(const QByteArray& name) { return m_server->cli({"HGET"_ba, "plan_state:web%3A42:7"_ba, name}); }
    QByteArray lock() { return m_server->cli({"GET"_ba, "lock:plan:web%3A42:7"_ba}); }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_engine = std::make_unique<EngineSide>(redis::Endpoint::onUnixSocket(m_server->socketPath()), "shop"_ba);
        m_states = std::make_unique<redis::PlanStates>(m_engine->connection, m_engine->health);
        QVERIFY(m_engine->waitUntilUp());
    }
    void cleanup()
    {
        m_states.reset();
        m_engine.reset();
        m_server.reset();
    }

    void aPlanIsLockedWhileItIsSent()
    {
        m_states->write({notedPlan(7, OutboxState::Sending)});
        QTRY_COMPARE(field("status"), "executing"_ba);
        QCOMPARE(lock(), "engine-a:41:17"_ba);
        QCOMPARE(field("owner"), lock());
        QCOMPARE(field("fence"), "17"_ba);
        QCOMPARE(field("tries"), "2"_ba);
        QCOMPARE(field("actions"), R"(["send_message","transfer_to_agent"])"_ba);
        QCOMPARE(field("conversation_id"), kPlanned.bytes());
        const qint64 lockLife = m_server->cli({"PTTL"_ba, "lock:plan:web%3A42:7"_ba}).toLongLong();
        QVERIFY2(lockLife > 0 && lockLife <= 45'000, qPrintable(QString::number(lockLife)));
        QVERIFY(m_server->cli({"PTTL"_ba, "plan_state:web%3A42:7"_ba}).toLongLong() > 3'600'000);

        m_states->write({notedPlan(7, OutboxState::Sent)});
        QTRY_COMPARE(field("status"), "succeeded"_ba);
        QCOMPARE(m_server->cli({"EXISTS"_ba, "lock:plan:web%3A42:7"_ba}), "0"_ba);
        QVERIFY(field("owner").isEmpty());
        QCOMPARE(field("actions"), R"(["send_message","transfer_to_agent"])"_ba);
    }
    /// What was never begun here, or was erased, does not come back by its end.
    void anEndAloneWritesNothing()
    {
        m_states->write({notedPlan(7, OutboxState::Dead), notedPlan(8, OutboxState::Sending)});
        QTRY_COMPARE(m_server->cli({"EXISTS"_ba, "plan_state:web%3A42:8"_ba}), "1"_ba);
        QCOMPARE(m_server->cli({"EXISTS"_ba, "plan_state:web%3A42:7"_ba}), "0"_ba);
    }
    /// A key of another type under the name is neither changed nor in the way of the others.
    void anotherProgramsKeyIsLeftAlone()
    {
        m_server->cli({"SET"_ba, "plan_state:web%3A42:7"_ba, "theirs"_ba});
        m_states->write({notedPlan(7, OutboxState::Sending), notedPlan(8, OutboxState::Sending)});
        QTRY_COMPARE(m_server->cli({"EXISTS"_ba, "plan_state:web%3A42:8"_ba}), "1"_ba);
        QCOMPARE(m_server->cli({"GET"_ba, "plan_state:web%3A42:7"_ba}), "theirs"_ba);
        QCOMPARE(m_server->cli({"PTTL"_ba, "plan_state:web%3A42:7"_ba}), "-1"_ba);
    }
    void manyAreWrittenSomeAtATime()
    {
        std::vector<redis::NotedPlan> many;
        for (qint64 ord = 1; ord <= 200; ++ord)
            many.push_back(notedPlan(ord, OutboxState::Sending));
        m_states->write(many);
        QTRY_COMPARE(m_server->cli({"DBSIZE"_ba}).toInt() >= 400, true);
    }
};

TONGDAI_TEST(PlanStatesTest)

}  // namespace tongdai

#include "plan_states_redis_test.moc"
