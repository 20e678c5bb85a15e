#include "engine/host/locks/state_compare_service.h"

#include "engine/history/outbox/sql_plans.h"
#include "engine/history/sql_history.h"
#include "engine/host/machine/system_clock.h"
#include "engine/state/redis/live/redis_live_state.h"
#include "engine/state/redis/live/session_status_cache.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/audit_stage.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::StateFact;
using api::StatePicture;

namespace {

const ConversationId kCompared("c1"_ba);

}  // namespace

/// One conversation in a real Redis and a real store, side by side (features G11).
class StateCompareTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    SystemClock m_clock;
    RedisServer m_redis;
    std::unique_ptr<SqlHistory> m_history;
    std::unique_ptr<SqlPlans> m_plans;
    std::unique_ptr<EngineSide> m_side;
    std::unique_ptr<redis::RedisLiveState> m_live;
    std::unique_ptr<redis::SessionStatusCache> m_sessions;
    KeptAudit m_audit;
    DeskGate m_gate{{OperatorId("lan"_ba), u"Lan"_s}};
    std::unique_ptr<StateCompareService> m_service;

    void take(const QByteArray& id, const OwnerId& owner = {})
    {
        IncomingMessage message;
        message.source = "platform";
        message.conversation = kCompared;
        message.messageId = MessageId(id);
        message.sender = SenderId("u1"_ba);
        message.senderType = u"user"_s;
        message.content = u"Còn size M không?"_s;
        message.sentAt = 1;
        message.bodyHash = hashBody(message);
        await(m_history->accept(message, owner));
    }
    StatePicture picture(api::Answer<StatePicture> answer)
    {
        return std::holds_alternative<StatePicture>(answer) ? std::get<StatePicture>(answer) : StatePicture();
    }
    static api::StateLine line(const StatePicture& picture, StateFact fact)
    {
        for (const api::StateLine& each : picture.lines) {
            if (each.fact == fact) return each;
        }
        return {};
    }
    bool isClean() { return !picture(await(m_service->compare(kCompared))).hasDifference(); }

private slots:
    void init()
    {
        QVERIFY(m_redis.start());
        m_dir = std::make_unique<QTemporaryDir>();
        m_history = std::make_unique<SqlHistory>(sqliteBackend(m_dir->filePath(u"h.sqlite"_s)), m_clock);
        await(m_history->open());
        m_plans = std::make_unique<SqlPlans>(*m_history);
        const redis::Endpoint endpoint = redis::Endpoint::onUnixSocket(m_redis.socketPath());
        m_side = std::make_unique<EngineSide>(endpoint, "shop"_ba);
        QVERIFY(m_side->waitUntilUp());
        m_live = std::make_unique<redis::RedisLiveState>(m_side->connection, m_side->health, std::chrono::hours(1));
        m_sessions = std::make_unique<redis::SessionStatusCache>(m_side->connection, m_side->health);
        m_gate.setRoster({});
        m_audit.entries.clear();
        m_service = std::make_unique<StateCompareService>(
            StateCompareService::Ports{m_side->health, m_side->connection.endpoint(), *m_history, *m_plans, m_audit,
                                       *m_live, *m_sessions, m_clock, m_gate});
    }
    void cleanup()
    {
        m_service->stop();
        m_service.reset();
        m_sessions.reset();
        m_live.reset();
        m_side.reset();
        m_plans.reset();
        m_history.reset();
        m_redis.stop();
    }

    void marksWhatAnOlderCopySaysAndWritesItAnew()
    {
        take("m1");
        take("m2");
        m_redis.cli({"SET", "conv_state:c1", R"({"last_message_id":"m1","pending":["m1"]})"});
        m_redis.cli({"SET", "conv_lock:c1", "a program that died"});
        m_redis.cli({"SET", "check_reply:c1", R"({"can_reply":false})"});
        const StatePicture before = picture(await(m_service->compare(kCompared)));
        QVERIFY(before.isRedisHere && !before.isAtWork);
        QCOMPARE(line(before, StateFact::LastMessage).redis, std::optional(u"m1"_s));
        QCOMPARE(line(before, StateFact::LastMessage).store, std::optional(u"m2"_s));
        QCOMPARE(line(before, StateFact::Waiting).store, std::optional(u"2"_s));
        for (const StateFact fact :
             {StateFact::LastMessage, StateFact::Waiting, StateFact::AtWork, StateFact::WhoAnswers})
            QVERIFY(line(before, fact).isDifferent);
        const StatePicture after = picture(await(m_service->repair(kCompared)));
        QCOMPARE(after.lines.size(), before.lines.size());
        QTRY_VERIFY(isClean());
        QCOMPARE(m_redis.cli({"EXISTS", "conv_lock:c1"}), "0"_ba);
        const QByteArray written = m_redis.cli({"GET", "conv_state:c1"});
        QVERIFY2(written.contains("m1") && written.contains("m2"), written.constData());
        QCOMPARE(m_audit.entries.size(), 1);
        QCOMPARE(m_audit.entries[0].action, u"state.repaired"_s);
        QCOMPARE(m_audit.entries[0].object, kCompared.bytes());
    }
    void aMissingCopyIsNoDifference()
    {
        take("m1");
        const StatePicture seen = picture(await(m_service->compare(kCompared)));
        QVERIFY(seen.isRedisHere);
        QVERIFY(!line(seen, StateFact::LastMessage).redis);
        QVERIFY(!seen.hasDifference());
    }
    void whatSomebodyAnswersIsLeftAlone()
    {
        take("m1", OwnerId("engine-a"_ba));
        m_redis.cli({"SET", "conv_state:c1", R"({"last_message_id":"m0","pending":[]})"});
        QVERIFY(picture(await(m_service->compare(kCompared))).isAtWork);
        const auto answer = await(m_service->repair(kCompared));
        QCOMPARE(std::get<api::DeskFailure>(answer).error, api::DeskError::TakenBySomeone);
        QVERIFY(m_audit.entries.isEmpty());
        QVERIFY(m_redis.cli({"GET", "conv_state:c1"}).contains("m0"));
    }
    void withoutRedisTheStoreIsShown()
    {
        take("m1");
        m_redis.kill();
        QVERIFY(waitUntil([this] { return !m_side->health.canRead(); }));
        const StatePicture seen = picture(await(m_service->compare(kCompared)));
        QVERIFY(!seen.isRedisHere);
        QCOMPARE(line(seen, StateFact::LastMessage).store, std::optional(u"m1"_s));
        QCOMPARE(std::get<api::DeskFailure>(await(m_service->repair(kCompared))).error, api::DeskError::StoreDown);
    }
    void aConversationThatIsNotThere()
    {
        const auto answer = await(m_service->compare(ConversationId("none"_ba)));
        QCOMPARE(std::get<api::DeskFailure>(answer).error, api::DeskError::NotFound);
    }
};

TONGDAI_TEST(StateCompareTest)

}  // namespace tongdai::testing

#include "state_compare_redis_test.moc"
