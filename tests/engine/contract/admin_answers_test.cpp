#include "engine/contract/json/admin_answers.h"

#include "engine/domain/conversation/conversation_lists.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace tongdai::contract {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const TimePoint kNow = fromUnixSeconds(1758700000.5);

QByteArray compactJson(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

AdminConversation conversation(const QByteArray& owner, TimePoint leaseUntil)
{
    AdminConversation admin;
    admin.conversation.id = ConversationId("c1"_ba);
    admin.conversation.lastMessageId = MessageId("m-77"_ba);
    admin.conversation.lastMessageTimestamp = 1758700000.25;
    admin.conversation.owner = OwnerId(owner);
    admin.conversation.leaseUntil = leaseUntil;
    admin.contextSize = 4;
    return admin;
}

}  // namespace

class AdminAnswersTest : public QObject {
    Q_OBJECT
private slots:
    void listsConversations();
    void aLeaseThatRanOutIsNoProcessing();
    void namesStuckConversations();
    void saysWhyThePlatformIsPaused();
    void reportsAMissingStore();
    void reportsRedisFigures();
};

void AdminAnswersTest::listsConversations()
{
    QCOMPARE(compactJson(conversationsAnswer({conversation("e1", kNow + 5s)}, 7, u"Redis"_s, kNow)),
             R"({"conversations":[{"ai_processing":true,"context_size":4,"conversation_id":"c1",)"
             R"("last_message_id":"m-77","last_message_timestamp":1758700000.25}],)"
             R"("storage_backend":"Redis","total_conversations":7})"_ba);
}

void AdminAnswersTest::aLeaseThatRanOutIsNoProcessing()
{
    const auto isProcessing = [](const AdminConversation& admin) {
        return conversationsAnswer({admin}, 1, u"Redis"_s, kNow)["conversations"_L1][0]["ai_processing"_L1].toBool();
    };
    QVERIFY(isProcessing(conversation("e1", kNow + 1ms)));
    QVERIFY(!isProcessing(conversation("e1", kNow)));
    QVERIFY(!isProcessing(conversation("", kNow + 5s)));
}

void AdminAnswersTest::namesStuckConversations()
{
    HealthAnswer health;
    health.history.emplace();
    health.history->stuck = {ConversationId("c1"_ba), ConversationId("c2"_ba)};
    const QJsonObject answer = toJson(health, kNow);
    QCOMPARE(answer["statistics"_L1]["stuck_conversations"_L1].toInt(), 2);
    QCOMPARE(answer["stuck_conversations"_L1].toArray(), (QJsonArray{u"c1"_s, u"c2"_s}));
    QCOMPARE(answer["supported_action_types"_L1].toArray().size(), 7);
}

void AdminAnswersTest::saysWhyThePlatformIsPaused()
{
    HealthAnswer health;
    health.platformHealthy = true;
    health.platformPaused = u"unauthorised"_s;
    const QJsonObject answer = toJson(health, kNow);
    QCOMPARE(answer["platform_status"_L1].toString(), u"paused"_s);
    QCOMPARE(answer["platform_paused"_L1].toString(), u"unauthorised"_s);
    health.platformPaused.clear();
    QVERIFY(!toJson(health, kNow).contains("platform_paused"_L1));
}

void AdminAnswersTest::reportsAMissingStore()
{
    HealthAnswer health;
    health.status = ServiceStatus::Unhealthy;
    const QJsonObject answer = toJson(health, kNow);
    QCOMPARE(answer["status"_L1].toString(), u"unhealthy"_s);
    QCOMPARE(answer["postgres_status"_L1].toString(), u"disconnected"_s);
    QCOMPARE(answer["platform_status"_L1].toString(), u"not_configured"_s);
}

void AdminAnswersTest::reportsRedisFigures()
{
    LiveStateStats live;
    live.backend = u"Redis"_s;
    live.connectedClients = 3;
    live.usedMemoryHuman = u"1.05M"_s;
    live.keyspaceHits = 5'000'000'000;
    live.keyspaceMisses = 2;
    HistoryStats history;
    history.conversations = 9;
    history.recent = 4;
    history.old = 1;
    history.processing = 2;
    QCOMPARE(compactJson(statsAnswer(history, live, kNow)),
             R"({"conversations":{"active_processing":2,"old":1,"recent":4,"total":9},"redis_stats":)"
             R"({"connected_clients":3,"keyspace_hits":5000000000,"keyspace_misses":2,"used_memory_human":"1.05M"},)"
             R"("storage_backend":"Redis","timestamp":1758700000.5})"_ba);
}

TONGDAI_TEST(AdminAnswersTest)

}  // namespace tongdai::contract

#include "admin_answers_test.moc"
