#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

static const QByteArray kRoute = "/api/v1/enhanced-handle-message";
static const QString kAsked = u"còn size M không ạ? 👗 Giá 350.000₫ – “đầm hoa”"_s;

namespace {

QJsonObject sampleRequest()
{
    return {{u"conversation_id"_s, u"c1"_s},
            {u"message_id"_s, u"m-77"_s},
            {u"message_content"_s, kAsked},
            {u"sender_id"_s, u"u1"_s},
            {u"sender_type"_s, u"user"_s},
            {u"timestamp"_s, 1'758'700'000.25},
            {u"metadata"_s, QJsonObject{{u"platform"_s, u"facebook"_s}, {u"user_agent"_s, u"Mozilla/5.0"_s}}}};
}

std::optional<StubRequest> firstTo(const StubHttpServer& stub, QByteArrayView target)
{
    for (const StubRequest& request : stub.requests()) {
        if (request.target == target) return request;
    }
    return {};
}

QStringList missing(const QJsonObject& object, const QStringList& names)
{
    QStringList absent;
    for (const QString& name : names) {
        if (!object.contains(name)) absent << name;
    }
    return absent;
}

}  // namespace

/// contracts/handle-message §2 to §5 against the real program over real sockets.
class HandleMessageE2eTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void sampleRequestReturnsEveryDocumentedField();
    void aiServiceReceivesExactlyItsContract();
    void platformReceivesExactlyItsContract();
    void vietnameseTextIsStoredAsItCame();
    void repeatedMessageReturnsTheStoredResult();
    void sameIdWithAnotherBodyIsAConflict();
    void wrongTokenIsRefused();
    void invalidBodyNamesEveryField();
    void adminRoutesReturnTheirDocumentedFields();
    void answerAfterAForcedReleaseIsNotSent();
    void contextHoldsTheEarlierLines();
    void whatTheAiSaysReachesTheCustomerOrAPerson();

private:
    ClientReply sendSample() { return m_scene->client.post(kRoute, sampleRequest()); }

    std::unique_ptr<EngineScene> m_scene;
};

void HandleMessageE2eTest::init()
{
    m_scene = std::make_unique<EngineScene>();
    QVERIFY(m_scene->start());
    QVERIFY(m_scene->waitForRedis());
}

void HandleMessageE2eTest::cleanup()
{
    QCOMPARE(m_scene->engine.stop(), std::optional<int>(0));
    m_scene.reset();
}

void HandleMessageE2eTest::sampleRequestReturnsEveryDocumentedField()
{
    const ClientReply reply = sendSample();
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.headers.value("content-type").left(16), "application/json"_ba);
    QCOMPARE(reply.json.value("success"_L1), QJsonValue(true));
    QVERIFY(reply.json.value("timestamp"_L1).toDouble() > 1e9);
    QVERIFY(reply.json.value("processing_time_ms"_L1).toDouble() > 0);

    const QJsonObject result = reply.json.value("result"_L1).toObject();
    const QString text = u"Dạ em nhận được: "_s + kAsked;
    QCOMPARE(result.value("status"_L1).toString(), u"completed"_s);
    QCOMPARE(result.value("message_id"_L1).toString(), u"m-77"_s);
    QCOMPARE(result.value("storage_backend"_L1).toString(), u"Redis"_s);
    QCOMPARE(result.value("distributed_lock_used"_L1), QJsonValue(true));
    const QJsonObject ai = result.value("ai_response"_L1).toObject();
    QCOMPARE(ai.value("response_text"_L1).toString(), text);
    QCOMPARE(ai.value("intent"_L1).toString(), u"echo"_s);
    QCOMPARE(ai.value("confidence"_L1).toDouble(), 0.91);
    QCOMPARE(ai.value("entities"_L1), QJsonValue(QJsonObject()));
    QVERIFY(ai.value("processing_time_ms"_L1).toDouble() > 0);
    QCOMPARE(ai.value("model_used"_L1).toString(), u"ai-stub"_s);
    const QJsonObject action{{u"type"_s, u"send_message"_s}, {u"data"_s, QJsonObject{{u"message"_s, text}}}};
    QCOMPARE(result.value("extracted_actions"_L1).toArray(), QJsonArray{action});
    const QJsonObject platform{{u"status"_s, u"success"_s}, {u"actions_executed"_s, 1}};
    QCOMPARE(result.value("pancake_result"_L1).toObject(), platform);
    QCOMPARE(m_scene->wrongs({{"platform", "m-77"}}), QStringList());
    QCOMPARE(m_scene->rows(u"select record_ms > 0, send_ms > 0 from outbox"_s), QStringList{u"1|1"_s});
}

void HandleMessageE2eTest::aiServiceReceivesExactlyItsContract()
{
    QCOMPARE(sendSample().status, 200);
    const auto request = firstTo(m_scene->ai, "/process");
    QVERIFY(request);
    QCOMPARE(request->method, "POST"_ba);
    QVERIFY(request->header("content-type").startsWith("application/json"));
    const QJsonObject message{{u"message_id"_s, u"m-77"_s},
                              {u"content"_s, kAsked},
                              {u"sender_id"_s, u"u1"_s},
                              {u"sender_type"_s, u"user"_s},
                              {u"timestamp"_s, 1'758'700'000.25}};
    const QJsonObject expected{
        {u"conversation_id"_s, u"c1"_s},
        {u"message"_s, message},
        {u"context"_s, QJsonArray()},
        {u"metadata"_s, QJsonObject{{u"platform"_s, u"facebook"_s}, {u"user_agent"_s, u"Mozilla/5.0"_s}}}};
    QCOMPARE(request->json, expected);
}

void HandleMessageE2eTest::platformReceivesExactlyItsContract()
{
    const ClientReply reply = sendSample();
    QCOMPARE(reply.status, 200);
    const auto request = firstTo(m_scene->platform, "/api/v1/actions");
    QVERIFY(request);
    QCOMPARE(request->method, "POST"_ba);
    QVERIFY(request->header("content-type").startsWith("application/json"));
    QCOMPARE(request->header("authorization"), "Bearer " + m_scene->engine.pancakeToken());
    QVERIFY(!request->header("idempotency-key").isEmpty());
    QCOMPARE(request->header("x-fence"), "1"_ba);

    const QJsonObject result = reply.json.value("result"_L1).toObject();
    const QJsonObject& body = request->json;
    QCOMPARE(body.keys(), (QStringList{u"actions"_s, u"ai_response"_s, u"conversation_id"_s, u"distributed_lock_id"_s,
                                       u"timestamp"_s}));
    QCOMPARE(body.value("conversation_id"_L1).toString(), u"c1"_s);
    QCOMPARE(body.value("ai_response"_L1), result.value("ai_response"_L1));
    QCOMPARE(body.value("actions"_L1), result.value("extracted_actions"_L1));
    QVERIFY(body.value("timestamp"_L1).toDouble() > 1e9);
    QVERIFY(body.value("distributed_lock_id"_L1).toString().startsWith(u"lock_"_s));
}

void HandleMessageE2eTest::vietnameseTextIsStoredAsItCame()
{
    QCOMPARE(sendSample().status, 200);
    const QStringList stored = m_scene->rows(u"select content from messages where message_id = cast('m-77' as blob)"_s);
    QCOMPARE(stored, QStringList{kAsked});
}

/// F70
void HandleMessageE2eTest::repeatedMessageReturnsTheStoredResult()
{
    const QJsonObject first = sendSample().json.value("result"_L1).toObject();
    const ClientReply again = sendSample();
    QCOMPARE(again.status, 200);
    QJsonObject second = again.json.value("result"_L1).toObject();
    QCOMPARE(second.take("duplicate"_L1), QJsonValue(true));
    QCOMPARE(second.value("ai_response"_L1), first.value("ai_response"_L1));
    QCOMPARE(second.value("extracted_actions"_L1), first.value("extracted_actions"_L1));
    QCOMPARE(second.value("status"_L1).toString(), u"completed"_s);
    QCOMPARE(m_scene->thoughts(), 1);
    QCOMPARE(m_scene->platform.effects(), 1);
    QCOMPARE(m_scene->wrongs({{"platform", "m-77"}}), QStringList());
}

/// F70
void HandleMessageE2eTest::sameIdWithAnotherBodyIsAConflict()
{
    QCOMPARE(sendSample().status, 200);
    QJsonObject other = sampleRequest();
    other.insert("message_content"_L1, u"còn size L không?"_s);
    const ClientReply reply = m_scene->client.post(kRoute, other);
    QCOMPARE(reply.status, 409);
    QVERIFY(reply.json.contains("detail"_L1));
    QCOMPARE(m_scene->thoughts(), 1);
}

void HandleMessageE2eTest::wrongTokenIsRefused()
{
    for (const QByteArray& token : {""_ba, "wrong"_ba, m_scene->engine.adminToken()}) {
        m_scene->client.setToken(token);
        const ClientReply reply = sendSample();
        QCOMPARE(reply.status, 401);
        QVERIFY(!reply.json.value("detail"_L1).toString().isEmpty());
    }
    m_scene->admin.setToken(m_scene->engine.pancakeToken());
    QCOMPARE(m_scene->admin.get("/api/v1/admin/stats").status, 401);
    QCOMPARE(m_scene->rows(u"select count(*) from messages"_s), QStringList{u"0"_s});
}

void HandleMessageE2eTest::invalidBodyNamesEveryField()
{
    const ClientReply reply = m_scene->client.post(kRoute, {{u"conversation_id"_s, u"c1"_s}});
    QCOMPARE(reply.status, 422);
    QStringList named;
    for (const QJsonValue& problem : reply.json.value("detail"_L1).toArray()) {
        QCOMPARE(missing(problem.toObject(), {u"loc"_s, u"msg"_s, u"type"_s}), QStringList());
        named << problem["loc"_L1][1].toString();
    }
    QVERIFY(named.contains(u"message_id"_s));
    QVERIFY(named.contains(u"message_content"_s));
    QVERIFY(named.contains(u"sender_id"_s));
}

void HandleMessageE2eTest::adminRoutesReturnTheirDocumentedFields()
{
    QCOMPARE(sendSample().status, 200);
    const QJsonObject list = m_scene->admin.get("/api/v1/admin/conversations").json;
    QCOMPARE(list.value("total_conversations"_L1).toInt(), 1);
    QCOMPARE(list.value("storage_backend"_L1).toString(), u"Redis"_s);
    const QJsonObject row = list.value("conversations"_L1)[0].toObject();
    QCOMPARE(row.value("conversation_id"_L1).toString(), u"c1"_s);
    QCOMPARE(row.value("last_message_id"_L1).toString(), u"m-77"_s);
    QCOMPARE(row.value("last_message_timestamp"_L1).toDouble(), 1'758'700'000.25);
    QCOMPARE(row.value("ai_processing"_L1), QJsonValue(false));
    QCOMPARE(row.value("context_size"_L1).toInt(), 2);

    const QJsonObject health = m_scene->admin.get("/api/v1/admin/health").json;
    QCOMPARE(health.value("status"_L1).toString(), u"healthy"_s);
    QCOMPARE(health.value("redis_status"_L1).toString(), u"connected"_s);
    QCOMPARE(health.value("supported_action_types"_L1).toArray().size(), 7);
    QCOMPARE(health.value("stuck_conversations"_L1), QJsonValue(QJsonArray()));
    QCOMPARE(missing(health, {u"timestamp"_s, u"statistics"_s, u"storage_backend"_s, u"postgres_status"_s}),
             QStringList());
    QCOMPARE(missing(health.value("statistics"_L1).toObject(),
                     {u"total_conversations"_s, u"active_ai_tasks"_s, u"stuck_conversations"_s}),
             QStringList());

    const QJsonObject stats = m_scene->admin.get("/api/v1/admin/stats").json;
    QCOMPARE(missing(stats, {u"timestamp"_s, u"storage_backend"_s}), QStringList());
    QCOMPARE(missing(stats.value("conversations"_L1).toObject(),
                     {u"total"_s, u"recent"_s, u"old"_s, u"active_processing"_s}),
             QStringList());
    QCOMPARE(missing(stats.value("redis_stats"_L1).toObject(),
                     {u"connected_clients"_s, u"used_memory_human"_s, u"keyspace_hits"_s, u"keyspace_misses"_s}),
             QStringList());

    for (const QByteArray& path : {"/api/v1/admin/system/cleanup"_ba, "/admin/system/cleanup"_ba}) {
        const QJsonObject cleaned = m_scene->admin.post(path + "?max_age_hours=24", {}).json;
        QCOMPARE(cleaned.value("success"_L1), QJsonValue(true));
        QCOMPARE(cleaned.value("cleaned_count"_L1).toInt(-1), 0);  // it is of today
        QCOMPARE(cleaned.value("max_age_hours"_L1).toInt(), 24);
    }
    const QJsonObject cancelled = m_scene->admin.post("/api/v1/admin/conversations/c1/cancel", {}).json;
    QCOMPARE(missing(cancelled, {u"success"_s, u"conversation_id"_s, u"cancelled"_s, u"lock_released"_s}),
             QStringList());
    QCOMPARE(cancelled.value("cancelled"_L1), QJsonValue(false));
}

void HandleMessageE2eTest::answerAfterAForcedReleaseIsNotSent()
{
    StubScript slow;
    slow.minDelay = slow.maxDelay = 5'000;
    m_scene->ai.setScript(slow);
    const auto first = std::make_shared<std::optional<ClientReply>>();
    m_scene->client.send({"POST", kRoute, QJsonDocument(sampleRequest()).toJson(), {}},
                         [first](const ClientReply& reply) { *first = reply; });
    QTRY_VERIFY_WITH_TIMEOUT(firstTo(m_scene->ai, "/process"), 10'000);
    const ClientReply cancelled = m_scene->admin.post("/api/v1/admin/conversations/c1/cancel", {});
    QCOMPARE(cancelled.status, 200);
    QCOMPARE(cancelled.json.value("cancelled"_L1), QJsonValue(true));
    QTRY_VERIFY_WITH_TIMEOUT(first->has_value(), 10'000);

    // Released, not given up: the message is answered by a new turn, once.
    QVERIFY(m_scene->settles(30s));
    QCOMPARE(m_scene->platform.effects(), 1);
    QCOMPARE(m_scene->platform.staleFences(), 0);
    QVERIFY(firstTo(m_scene->platform, "/api/v1/actions")->header("x-fence").toInt() > 1);
    QCOMPARE(m_scene->rows(u"select count(*) from turns where outcome = 2"_s), QStringList{u"1"_s});
    QCOMPARE(m_scene->wrongs({{"platform", "m-77"}}), QStringList());
}

void HandleMessageE2eTest::contextHoldsTheEarlierLines()
{
    QCOMPARE(sendSample().status, 200);
    QCOMPARE(m_scene->say(u"c1"_s, u"m-78"_s, u"ship Đà Nẵng bao lâu?"_s).status, 200);
    const QJsonArray context = m_scene->ai.requests().back().json.value("context"_L1).toArray();
    QCOMPARE(context.size(), 2);
    QCOMPARE(context[0]["role"_L1].toString(), u"user"_s);
    QCOMPARE(context[0]["content"_L1].toString(), kAsked);
    QCOMPARE(context[0]["timestamp"_L1].toDouble(), 1'758'700'000.25);
    QCOMPARE(context[1]["role"_L1].toString(), u"assistant"_s);
    QCOMPARE(context[1]["content"_L1].toString(), u"Dạ em nhận được: "_s + kAsked);
}

void HandleMessageE2eTest::whatTheAiSaysReachesTheCustomerOrAPerson()
{
    m_scene->ai.setAnswer([](const StubRequest& request) -> std::optional<QJsonObject> {
        const bool isSilent = request.json["conversation_id"_L1].toString() == "c2"_L1;
        const QJsonArray actions{QJsonObject{{u"type"_s, u"say_it_nicely"_s}}};
        return QJsonObject{{u"response_text"_s, isSilent ? u"  "_s : u"Dạ còn ạ"_s},
                           {u"actions"_s, isSilent ? QJsonArray() : actions}};
    });
    QCOMPARE(m_scene->say(u"c1"_s, u"m-1"_s, u"còn hàng không?"_s).status, 200);
    const auto request = firstTo(m_scene->platform, "/api/v1/actions");
    QVERIFY(request);
    const QJsonArray sent = request->json["actions"_L1].toArray();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent[0]["data"_L1]["message"_L1].toString(), u"Dạ còn ạ"_s);
    QCOMPARE(m_scene->rows(u"select bot_mode, waiting_since is null from conversations"_s), QStringList{u"0|1"_s});

    QCOMPARE(m_scene->say(u"c2"_s, u"m-2"_s, u"còn hàng không?"_s).status, 200);
    QCOMPARE(m_scene->rows(u"select bot_mode, waiting_since is null from conversations where "
                           "conversation_id = cast('c2' as blob)"_s),
             QStringList{u"1|0"_s});
    QCOMPARE(m_scene->rows(u"select count(*) from messages where speaker = 1 and content <> ''"_s),
             QStringList{u"1"_s});
    const QByteArray figures = m_scene->admin.get("/metrics").body;
    QVERIFY2(figures.contains("ai_actions_dropped_total 1"), figures.constData());
    QVERIFY2(figures.contains("ai_answers_unusable_total 1"), figures.constData());
}

TONGDAI_TEST(HandleMessageE2eTest)
#include "handle_message_e2e_test.moc"
