#include "tests/support/engine_scene.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// The hook inspector of the real program (features E7): what came in is seen, tried again without effect, and gone
/// with its customer.
class HooksE2eTest : public QObject {
    Q_OBJECT

    std::unique_ptr<EngineScene> m_scene;

    QJsonArray calls() { return m_scene->admin.get("/api/v1/admin/hooks").json.value("calls"_L1).toArray(); }
    ClientReply detail(const QJsonValue& call)
    {
        return m_scene->admin.get("/api/v1/admin/hooks/" + QByteArray::number(call["id"_L1].toInteger()));
    }
    QJsonObject replay(const QJsonValue& call)
    {
        const QByteArray target = "/api/v1/admin/hooks/" + QByteArray::number(call["id"_L1].toInteger()) + "/replay";
        const ClientReply reply = m_scene->admin.post(target, {});
        return reply.status == 200 ? reply.json : QJsonObject{{u"status"_s, reply.status}};
    }
    /// Everything the store says of itself.
    QStringList history() const
    {
        return m_scene->rows(u"select message_id, seq, deliveries, state from messages order by rev"_s) +
               m_scene->rows(u"select count(*) from events"_s) + m_scene->rows(u"select count(*) from outbox"_s);
    }

private slots:
    void init()
    {
        m_scene = std::make_unique<EngineScene>();
        QVERIFY2(m_scene->start(), qPrintable(m_scene->engine.problem()));
    }
    void cleanup() { m_scene.reset(); }

    void everyCallIsSeenAndTriedWithoutEffect()
    {
        QCOMPARE(m_scene->say(u"c1"_s, u"m1"_s, u"còn size M không?"_s).status, 200);
        QCOMPARE(m_scene->say(u"c1"_s, u"m1"_s, u"còn size M không?"_s).status, 200);
        QCOMPARE(m_scene->client.post("/api/v1/enhanced-handle-message", {{u"message_id"_s, u"m2"_s}}).status, 422);
        JsonClient stranger(m_scene->engine.url());
        stranger.setToken(QByteArray(40, 'x'));
        QCOMPARE(stranger.post("/api/v1/enhanced-handle-message", JsonClient::message(u"c9"_s, u"m9"_s, u"a"_s)).status,
                 401);
        QVERIFY(m_scene->settles(std::chrono::seconds(30)));
        const QStringList before = history();
        const int thoughts = m_scene->thoughts();

        const QJsonArray seen = calls();
        QCOMPARE(seen.size(), 4);
        QCOMPARE(seen[0]["refusal"_L1].toString(), u"wrong_token"_s);
        QCOMPARE(seen[1]["refusal"_L1].toString(), u"wrong_fields"_s);
        QVERIFY2(seen[1]["detail"_L1].toString().contains("conversation_id: "_L1),
                 qPrintable(seen[1]["detail"_L1].toString()));
        QCOMPARE(seen[2]["fate"_L1].toString(), u"answered"_s);
        QVERIFY(seen[2]["duplicate"_L1].toBool());
        QCOMPARE(seen[3]["fate"_L1].toString(), u"answered"_s);
        QCOMPARE(seen[3]["conversation_id"_L1].toString(), u"c1"_s);
        QCOMPARE(seen[3]["message_id"_L1].toString(), u"m1"_s);
        QVERIFY(seen[3]["took_ms"_L1].toDouble() > 0);

        const ClientReply whole = detail(seen[3]);
        QVERIFY(whole.json.value("body"_L1).toString().contains(u"còn size M không?"_s));
        QVERIFY2(!whole.body.contains("Bearer ") || whole.body.contains("Bearer $PANCAKE_ACCESS_TOKEN"),
                 whole.body.constData());
        for (const QJsonValue& header : whole.json.value("headers"_L1).toArray()) {
            if (header["name"_L1].toString().compare("authorization"_L1, Qt::CaseInsensitive) == 0)
                QVERIFY(header["value"_L1].isNull());
        }
        QVERIFY2(detail(seen[0]).json.value("body"_L1).isNull(), "a stranger's body is not even read");

        QCOMPARE(replay(seen[3])["verdict"_L1].toString(), u"duplicate"_s);
        QCOMPARE(replay(seen[3])["known_seq"_L1].toInteger(), 1);
        QCOMPARE(replay(seen[1])["verdict"_L1].toString(), u"refused"_s);
        QCOMPARE(replay(seen[0])["verdict"_L1].toString(), u"no_body"_s);
        QCOMPARE(history(), before);
        QCOMPARE(m_scene->thoughts(), thoughts);
        QCOMPARE(m_scene->admin.get("/api/v1/admin/hooks/99").status, 404);
        QCOMPARE(m_scene->client.get("/api/v1/admin/hooks").status, 401);
    }

    void anErasureTakesWhatThePersonWrote()
    {
        QCOMPARE(m_scene->say(u"c1"_s, u"m1"_s, u"tôi là Hoa"_s).status, 200);
        QCOMPARE(m_scene->say(u"c2"_s, u"m1"_s, u"người khác"_s).status, 200);
        const QJsonArray seen = calls();
        QCOMPARE(seen.size(), 2);
        const QByteArray body = detail(seen[1]).json.value("body"_L1).toString().toUtf8();
        const QString sender = QJsonDocument::fromJson(body)["sender_id"_L1].toString();
        QVERIFY(!sender.isEmpty());
        const QString other =
            QJsonDocument::fromJson(detail(seen[0]).json.value("body"_L1).toString().toUtf8())["sender_id"_L1]
                .toString();
        QVERIFY(m_scene->settles(std::chrono::seconds(30)));
        QCOMPARE(m_scene->admin.post("/api/v1/admin/people/" + sender.toUtf8() + "/erasure", {}).status, 200);
        const QJsonArray left = calls();
        QCOMPARE(left.size(), other == sender ? 0 : 1);
        QCOMPARE(detail(seen[1]).status, 404);
    }

    /// Nothing is kept, and everything else is as before.
    void keepsNothingWhenItIsOff()
    {
        EngineScene scene;
        scene.engine.setEnvironment(u"HOOKS_KEPT"_s, u"0"_s);
        QVERIFY2(scene.start(), qPrintable(scene.engine.problem()));
        QCOMPARE(scene.say(u"c1"_s, u"m1"_s, u"chào shop"_s).status, 200);
        const ClientReply list = scene.admin.get("/api/v1/admin/hooks");
        QCOMPARE(list.status, 200);
        QCOMPARE(list.json.value("kept"_L1).toInt(-1), 0);
        QVERIFY(list.json.value("calls"_L1).toArray().isEmpty());
    }
};

TONGDAI_TEST(HooksE2eTest)

#include "hooks_e2e_test.moc"
