#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/redis_keys.h"
#include "engine/host/locks/look/queue_look_service.h"
#include "tests/engine/history/await_task.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/audit_stage.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using api::DeskError;

/// Looking into streams and offline lists as the desk does it: who may, and what stands in the audit log (features G5,
/// G6).
class QueueLookTest : public QObject {
    Q_OBJECT

    RedisServer m_redis;
    std::unique_ptr<EngineSide> m_side;
    KeptAudit m_audit;
    DeskGate m_gate{{OperatorId("lan"_ba), u"Lan"_s}};
    std::unique_ptr<QueueLookService> m_service;

    template <class T>
    static std::optional<DeskError> errorOf(const api::Answer<T>& answer)
    {
        const auto* failure = std::get_if<api::DeskFailure>(&answer);
        return failure ? std::optional(failure->error) : std::nullopt;
    }
    std::vector<api::PendingEntry> pending()
    {
        const auto answer = await(m_service->pending("s", "g", {}));
        const auto* page = std::get_if<api::PendingPage>(&answer);
        return page ? page->entries : std::vector<api::PendingEntry>();
    }
    void giveToAlice()
    {
        m_redis.cli({"XADD", "s", "1-0", "n", "1"});
        m_redis.cli({"XADD", "s", "2-0", "n", "2"});
        m_redis.cli({"XGROUP", "CREATE", "s", "g", "0"});
        m_redis.cli({"XREADGROUP", "GROUP", "g", "alice", "COUNT", "2", "STREAMS", "s", ">"});
        m_redis.cli({"XGROUP", "CREATECONSUMER", "s", "g", "bob"});
    }
    /// As if alice had had them for so long.
    void letThemLie() { m_redis.cli({"XCLAIM", "s", "g", "alice", "0", "1-0", "2-0", "IDLE", "600000", "JUSTID"}); }

private slots:
    void init()
    {
        QVERIFY(m_redis.start());
        m_side = std::make_unique<EngineSide>(redis::Endpoint::onUnixSocket(m_redis.socketPath()), "shop"_ba);
        QVERIFY(m_side->waitUntilUp());
        m_gate.setRoster({});
        m_audit.entries.clear();
        m_audit.isAway = false;
        m_service = std::make_unique<QueueLookService>(
            QueueLookService::Ports{m_side->health, m_side->connection.endpoint(), m_audit, m_gate}, true);
    }
    void cleanup()
    {
        m_service->stop();
        m_service.reset();
        m_side.reset();
        m_redis.stop();
    }

    void showsAStreamAndItsGroups()
    {
        giveToAlice();
        const auto entries = await(m_service->entries("s", {}));
        QCOMPARE(std::get<api::StreamPage>(entries).entries.size(), size_t(2));
        QCOMPARE(std::get<api::StreamPage>(entries).entries[0].id, "2-0"_ba);
        const auto groups = await(m_service->groups("s"));
        const auto& seen = std::get<api::StreamGroups>(groups);
        QCOMPARE(seen.groups.at(0).pending, 2);
        QVERIFY(seen.isProduction && seen.maySettle);
        const auto page = await(m_service->pending("s", "g", {}));
        QCOMPARE(std::get<api::PendingPage>(page).consumers.size(), size_t(2));
        QVERIFY(std::get<api::PendingPage>(page).isLast);
        QCOMPARE(errorOf(await(m_service->pending("s", "another", {}))), std::optional(DeskError::NotFound));
        QCOMPARE(errorOf(await(m_service->entries("gone", {}))), std::optional(DeskError::NotFound));
        const auto one = await(m_service->entry("s", "1-0"));
        QCOMPARE(std::get<api::StreamEntry>(one).fields.at(0).second, "1"_ba);
        QCOMPARE(errorOf(await(m_service->entry("s", "7-0"))), std::optional(DeskError::NotFound));
        QVERIFY(m_audit.entries.isEmpty());
    }
    void anActIsWrittenDownFirst()
    {
        giveToAlice();
        const auto done = await(m_service->acknowledge("s", "g", {pending().at(0)}));
        QCOMPARE(std::get<int>(done), 1);
        QCOMPARE(m_audit.entries.size(), 1);
        QCOMPARE(m_audit.entries[0].action, u"stream.acknowledged"_s);
        QCOMPARE(m_audit.entries[0].object, "s"_ba);
        QCOMPARE(m_audit.entries[0].detail.value("group"_L1).toString(), u"g"_s);
        QCOMPARE(m_audit.entries[0].detail.value("entries"_L1).toInt(), 1);
        letThemLie();
        const auto given = await(m_service->handOver("s", "g", "bob", pending()));
        QCOMPARE(std::get<int>(given), 1);
        QCOMPARE(m_audit.entries[1].action, u"stream.handed_over"_s);
        QCOMPARE(m_audit.entries[1].detail.value("to"_L1).toString(), u"bob"_s);
        QCOMPARE(pending().at(0).consumer, "bob"_ba);
    }
    void whatCannotBeWrittenDownIsNotDone()
    {
        giveToAlice();
        const auto seen = pending();
        m_audit.isAway = true;
        QVERIFY_THROWS_EXCEPTION(StoreError, await(m_service->acknowledge("s", "g", seen)));
        letThemLie();
        QVERIFY_THROWS_EXCEPTION(StoreError, await(m_service->handOver("s", "g", "bob", pending())));
        QCOMPARE(pending().size(), size_t(2));
        QCOMPARE(pending().at(0).consumer, "alice"_ba);
    }
    void whatIsInWorkStaysWhereItIs()
    {
        giveToAlice();
        const auto given = await(m_service->handOver("s", "g", "bob", pending()));
        QCOMPARE(std::get<int>(given), 0);
        QCOMPARE(pending().at(0).consumer, "alice"_ba);
        letThemLie();
        QCOMPARE(errorOf(await(m_service->handOver("s", "g", "carol", pending()))), std::optional(DeskError::NotFound));
        QCOMPARE(errorOf(await(m_service->handOver("s", "g", {}, pending()))), std::optional(DeskError::NotFound));
    }
    /// A list as an engine writes it: what is seen is what the client would hear, however long it is.
    void showsWhatSomebodyWhoIsAwayWouldBeSent()
    {
        ChatThread thread;
        thread.id = ConversationId("c1"_ba);
        const QByteArray list = contract::keys::offlineQueue(SenderId("u:1"_ba));
        for (int i = 0; i < 60; ++i) {
            ChatLine line;
            line.message.conversation = thread.id;
            line.message.messageId = MessageId("m" + QByteArray::number(i));
            line.message.speaker = Speaker::Operator;
            line.message.sender = SenderId("lan"_ba);
            line.message.senderName = u"Lan"_s;
            line.message.body = i == 0 ? QString(5'000, u'ạ') : u"Còn size M ạ, dòng %1"_s.arg(i);
            line.message.receivedAt = TimePoint(std::chrono::milliseconds(1'700'000'000'000 + i));
            const QJsonObject payload{{u"message"_s, contract::chatMessage(line, thread)}};
            m_redis.cli({"RPUSH", list,
                         contract::offlineEnvelope(u"chat:message"_s, payload, line.message.messageId.toString(), {})});
        }
        m_redis.cli({"RPUSH", list, "by another program"});
        const auto answer = await(m_service->offline(list, 0));
        const auto& page = std::get<api::OfflinePage>(answer);
        QCOMPARE(page.length, 61);
        QCOMPARE(page.most, contract::keys::kMaxOfflineMessages);
        QCOMPARE(page.lines.size(), size_t(50));
        QCOMPARE(page.lines[0].text.size(), 5'000);
        QCOMPARE(page.lines[1].text, u"Còn size M ạ, dòng 1"_s);
        QCOMPARE(page.lines[1].sender, u"Lan"_s);
        QCOMPARE(page.lines[1].conversation, thread.id);
        QCOMPARE(page.lines[1].at, std::optional(TimePoint(std::chrono::milliseconds(1'700'000'000'001))));
        const auto rest = await(m_service->offline(list, 50));
        QCOMPARE(std::get<api::OfflinePage>(rest).lines.size(), size_t(11));
        QCOMPARE(std::get<api::OfflinePage>(rest).lines.back().text, u"by another program"_s);
        QCOMPARE(m_redis.cli({"LLEN", list}), "61"_ba);  // looking takes nothing
        QCOMPARE(errorOf(await(m_service->offline("chat:offline:nobody", 0))), std::optional(DeskError::NotFound));
        QCOMPARE(errorOf(await(m_service->offline("kv_token:x", 0))), std::optional(DeskError::NotFound));
    }
    void saysThatRedisIsAway()
    {
        m_redis.kill();
        QVERIFY(waitUntil([this] { return !m_side->health.canRead(); }));
        QCOMPARE(errorOf(await(m_service->entries("s", {}))), std::optional(DeskError::StoreDown));
        QCOMPARE(errorOf(await(m_service->groups("s"))), std::optional(DeskError::StoreDown));
        QCOMPARE(errorOf(await(m_service->acknowledge("s", "g", {}))), std::optional(DeskError::StoreDown));
        QCOMPARE(errorOf(await(m_service->offline("chat:offline:x", 0))), std::optional(DeskError::StoreDown));
        QVERIFY(m_audit.entries.isEmpty());
    }
};

TONGDAI_TEST(QueueLookTest)

}  // namespace tongdai::testing

#include "queue_look_redis_test.moc"
