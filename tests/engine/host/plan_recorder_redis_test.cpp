#include "engine/host/locks/plan_recorder.h"

#include "engine/host/machine/system_clock.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

const OwnerId kSender("engine-a:4"_ba);

OutboxItem plannedItem(const QByteArray& conversation, qint64 ord)
{
    OutboxItem item;
    item.id = ord;
    item.conversation = ConversationId(conversation);
    item.ord = ord;
    item.fence = 3;
    item.attempts = 1;
    item.body = {{u"actions"_s, QJsonArray{QJsonObject{{u"type"_s, u"send_message"_s}}}}};
    return item;
}

Change endOf(const OutboxItem& item, OutboxState state)
{
    Change change;
    HistoryEvent event;
    event.kind = u"outbox"_s;
    event.conversation = item.conversation;
    event.rev = item.ord;
    event.data = {{u"state"_s, int(state)}, {u"id"_s, item.id}};
    change.events.push_back(event);
    return change;
}

}  // namespace

/// From the pipeline's words to what other programs read in Redis; the message's way writes nothing itself.
class PlanRecorderTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<EngineSide> m_engine;
    std::unique_ptr<redis::PlanStates> m_states;
    std::unique_ptr<PlanRecorder> m_recorder;
    SystemClock m_clock;

    QByteArray status(const QByteArray& plan) { return m_server->cli({"HGET"_ba, "plan_state:" + plan, "status"_ba}); }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_engine = std::make_unique<EngineSide>(redis::Endpoint::onUnixSocket(m_server->socketPath()), "shop"_ba);
        QVERIFY(m_engine->waitUntilUp());
        m_states = std::make_unique<redis::PlanStates>(m_engine->connection, m_engine->health);
        m_recorder = std::make_unique<PlanRecorder>(*m_states, m_clock);
    }
    void cleanup()
    {
        m_recorder.reset();
        m_states.reset();
        m_engine.reset();
        m_server.reset();
    }

    void aTryAndItsEndAreWrittenByAndBy()
    {
        m_recorder->start();
        const OutboxItem item = plannedItem("c1", 7);
        m_recorder->sendBegun(item, kSender);
        QTRY_COMPARE(status("c1:7"), "executing"_ba);
        QCOMPARE(m_server->cli({"GET"_ba, "lock:plan:c1:7"_ba}), "engine-a:4:3"_ba);
        m_recorder->changed(endOf(item, OutboxState::Waiting));
        QTRY_COMPARE(status("c1:7"), "pending"_ba);
        QCOMPARE(m_server->cli({"EXISTS"_ba, "lock:plan:c1:7"_ba}), "0"_ba);
        m_recorder->sendBegun(item, kSender);
        m_recorder->changed(endOf(item, OutboxState::Sent));
        QTRY_COMPARE(status("c1:7"), "succeeded"_ba);
    }
    void underLoadTheRestIsLeftOut()
    {
        for (qint64 ord = 1; ord <= qint64(PlanRecorder::kMostUnwritten) + 10; ++ord)
            m_recorder->sendBegun(plannedItem("c1", ord), kSender);
        QCOMPARE(m_recorder->leftOut(), 10);
        m_recorder->stop();
        QTRY_COMPARE(m_server->cli({"EVAL"_ba, "return #redis.call('KEYS','plan_state:*')"_ba, "0"_ba}),
                     QByteArray::number(qint64(PlanRecorder::kMostUnwritten)));
        // The end of one that was written is written whatever the load.
        for (qint64 ord = 1; ord <= qint64(PlanRecorder::kMostUnwritten); ++ord)
            m_recorder->sendBegun(plannedItem("c2", ord), kSender);
        m_recorder->changed(endOf(plannedItem("c1", 5), OutboxState::Dead));
        m_recorder->stop();
        QTRY_COMPARE(status("c1:5"), "failed"_ba);
    }
    /// Nothing grows and nothing is tried while Redis is away; what there was room for is written when it is back.
    void whileRedisIsAwayNothingGrows()
    {
        m_recorder->start();
        m_recorder->sendBegun(plannedItem("c1", 1), kSender);
        QTRY_COMPARE(status("c1:1"), "executing"_ba);
        m_server->kill();
        QTRY_VERIFY(!m_states->canWrite());
        for (qint64 ord = 1; ord <= qint64(PlanRecorder::kMostUnwritten) + 300; ++ord)
            m_recorder->sendBegun(plannedItem("c2", ord), kSender);
        m_recorder->changed(endOf(plannedItem("c1", 1), OutboxState::Sent));
        QCOMPARE(m_recorder->leftOut(), 300);
        QCOMPARE(m_recorder->waiting(), PlanRecorder::kMostUnwritten + 1);
        QVERIFY2(m_server->restart(), qPrintable(m_server->problem()));
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder->waiting(), size_t(0), 20'000);
        QTRY_COMPARE(status("c2:1"), "executing"_ba);
    }
    void whatWasErasedIsNotWrittenAfterwards()
    {
        m_recorder->sendBegun(plannedItem("c1", 7), kSender);
        m_recorder->sendBegun(plannedItem("c2", 8), kSender);
        m_recorder->forget({ConversationId("c1"_ba)});
        m_recorder->stop();
        QTRY_COMPARE(status("c2:8"), "executing"_ba);
        QCOMPARE(m_server->cli({"EXISTS"_ba, "plan_state:c1:7"_ba}), "0"_ba);
    }
};

TONGDAI_TEST(PlanRecorderTest)

}  // namespace tongdai::testing

#include "plan_recorder_redis_test.moc"
