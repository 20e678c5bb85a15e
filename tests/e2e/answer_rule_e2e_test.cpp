#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

/// Features C12 with the real program: what is below the shop's line goes to a person once the line is drawn.
class AnswerRuleE2eTest : public QObject {
    Q_OBJECT

private slots:
    void anUnsureAnswerGoesToAPersonAfterTheChange();
};

void AnswerRuleE2eTest::anUnsureAnswerGoesToAPersonAfterTheChange()
{
    EngineScene scene;
    scene.ai.setAnswer([](const StubRequest& request) -> std::optional<QJsonObject> {
        const QString asked = request.json["message"_L1]["content"_L1].toString();
        return QJsonObject{{u"response_text"_s, u"Dạ 350k ạ"_s},
                           {u"intent"_s, asked.contains(u"giá"_s) ? u"ask_price"_s : u"ask_stock"_s},
                           {u"confidence"_s, asked.contains(u"?"_s) ? 0.42 : 0.91}};
    });
    QVERIFY(scene.start());
    const auto saidBy = [](const ClientReply& reply) {
        return reply.json["result"_L1]["ai_response"_L1]["response_text"_L1].toString();
    };
    QCOMPARE(saidBy(scene.say(u"c1"_s, u"m-1"_s, u"giá?"_s)), u"Dạ 350k ạ"_s);
    QVERIFY(scene.settles(30s));
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
    {
        QFile settings(scene.engine.dataDir() + u"/settings.conf"_s);
        QVERIFY(settings.open(QIODevice::WriteOnly | QIODevice::Append));
        settings.write(
            "\nBOT_LEAST_CONFIDENCE=80\nBOT_INTENTS=ask_price, order status\n"
            "BOT_CHANNEL_RULES=zalo: 40, ask_stock, ask_price; tiktok: 100\n");
    }
    QVERIFY(scene.start());
    QCOMPARE(saidBy(scene.say(u"c2"_s, u"m-2"_s, u"giá?"_s)), QString());
    QCOMPARE(saidBy(scene.say(u"c3"_s, u"m-3"_s, u"còn hàng"_s)), QString());
    QCOMPARE(saidBy(scene.say(u"c4"_s, u"m-4"_s, u"giá"_s)), u"Dạ 350k ạ"_s);
    // A channel with a rule of its own.
    const auto sayIn = [&scene](const QString& channel, const QString& conversation, const QString& text) {
        QJsonObject message = JsonClient::message(conversation, u"m-"_s + conversation, text);
        message[u"metadata"_s] = QJsonObject{{u"platform"_s, channel}};
        return scene.client.post("/api/v1/enhanced-handle-message", message);
    };
    QCOMPARE(saidBy(sayIn(u"zalo"_s, u"z1"_s, u"còn hàng?"_s)), u"Dạ 350k ạ"_s);
    QCOMPARE(saidBy(sayIn(u"tiktok"_s, u"w1"_s, u"giá"_s)), QString());
    QVERIFY(scene.settles(30s));
    const QStringList kept = scene.rows(
        u"select c.conversation_id, c.bot_mode, t.outcome, t.error from turns t join conversations c on c.id = "
        "t.conversation_id order by c.conversation_id"_s);
    QCOMPARE(kept, (QStringList{u"c1|0|0|"_s, u"c2|1|4|ai_not_sure_enough"_s, u"c3|1|4|ai_intent_not_allowed"_s,
                                u"c4|0|0|"_s, u"w1|1|4|ai_not_sure_enough"_s, u"z1|0|0|"_s}));
    for (const StubRequest& request : scene.platform.requests()) {
        if (request.target != "/api/v1/actions") continue;
        const QString conversation = request.json["conversation_id"_L1].toString();
        const bool isHeld = QStringList{u"c2"_s, u"c3"_s, u"w1"_s}.contains(conversation);
        QCOMPARE(QJsonDocument(request.json).toJson().contains("350k"), !isHeld);
        const QJsonArray actions = request.json["actions"_L1].toArray();
        QCOMPARE(actions.size(), 1);
        QCOMPARE(actions[0]["type"_L1].toString(), isHeld ? u"transfer_to_agent"_s : u"send_message"_s);
    }
    QCOMPARE(scene.engine.stop(), std::optional<int>(0));
    QCOMPARE(scene.wrongs({}).join(u'\n'), QString());
}

TONGDAI_TEST(AnswerRuleE2eTest)

#include "answer_rule_e2e_test.moc"
