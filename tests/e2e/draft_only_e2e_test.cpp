#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

/// Features C11 with the real program: in a channel that only drafts nothing of the bot's reaches the platform, and
/// what it proposed survives a crash.
class DraftOnlyE2eTest : public QObject {
    Q_OBJECT

private slots:
    void aDraftNeverReachesThePlatform();

private:
    static ClientReply ask(JsonClient& client, const QByteArray& method, const QByteArray& target,
                           const QByteArray& body)
    {
        ClientRequest request;
        request.method = method;
        request.target = target;
        request.body = body;
        std::optional<ClientReply> reply;
        client.send(request, [&reply](const ClientReply& came) { reply = came; });
        return QTest::qWaitFor([&reply] { return reply.has_value(); }, 30'000) ? *reply : ClientReply();
    }
    static bool proposes(const EngineScene& scene, int howMany)
    {
        return QTest::qWaitFor([&] { return scene.rows(u"select turn_id from proposals"_s).size() == howMany; },
                               30'000);
    }
};

void DraftOnlyE2eTest::aDraftNeverReachesThePlatform()
{
    EngineScene scene;
    scene.ai.setAnswer([](const StubRequest&) -> std::optional<QJsonObject> {
        return QJsonObject{{u"response_text"_s, u"Dạ 350k ạ"_s}, {u"intent"_s, u"ask_price"_s}, {u"confidence"_s, 0.9}};
    });
    QVERIFY(scene.start());
    const ClientReply switched = ask(scene.admin, "PUT", "/api/v1/admin/channels/facebook/bot", R"({"bot":"drafts"})");
    QCOMPARE(switched.status, 200);
    QCOMPARE(switched.json["bot_off"_L1][0]["drafts"_L1], QJsonValue(true));

    const ClientReply first = scene.say(u"c1"_s, u"m-1"_s, u"giá bao nhiêu?"_s);
    QCOMPARE(first.json["result"_L1]["status"_L1].toString(), u"completed"_s);
    QCOMPARE(first.json["result"_L1]["ai_response"_L1]["response_text"_L1].toString(), QString());
    QCOMPARE(first.json["result"_L1]["extracted_actions"_L1][0]["type"_L1].toString(), u"transfer_to_agent"_s);
    QVERIFY(proposes(scene, 1));
    scene.engine.crash();
    QVERIFY(scene.start());
    QCOMPARE(scene.rows(u"select content, sent from messages where speaker = 1 and content <> ''"_s),
             QStringList{u"Dạ 350k ạ|0"_s});

    const ClientReply second = scene.say(u"c1"_s, u"m-2"_s, u"alo?"_s);
    QCOMPARE(second.json["result"_L1]["status"_L1].toString(), u"locked"_s);
    QCOMPARE(second.json["result"_L1]["reason"_L1].toString(), u"human_takeover"_s);
    QVERIFY(proposes(scene, 2));
    QCOMPARE(scene.rows(u"select bot_mode, bot_drafts, waiting_since is not null from conversations"_s),
             QStringList{u"1|1|1"_s});
    QVERIFY(scene.settles(30s));
    for (const StubRequest& request : scene.platform.requests())
        QVERIFY2(!request.body.contains("350k"), request.body.constData());

    const ClientReply figures = scene.admin.get("/api/v1/admin/stats?days=1");
    const QJsonObject counted = figures.json["figures"_L1]["proposals"_L1][0].toObject();
    QCOMPARE(counted["intent"_L1].toString(), u"ask_price"_s);
    QCOMPARE(counted["proposed"_L1].toInt(), 2);
    QCOMPARE(counted["answered"_L1].toInt(), 0);
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
}

TONGDAI_TEST(DraftOnlyE2eTest)

#include "draft_only_e2e_test.moc"
