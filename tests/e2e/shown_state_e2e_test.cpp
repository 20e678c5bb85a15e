#include "tests/support/engine_scene.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tongdai::testing;

/// `conv_state:` of a real Redis beside a real engine, as other programs read it.
class ShownStateE2eTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_redis = std::make_unique<RedisServer>(RedisServer::Options{true, {}});
        QVERIFY2(m_redis->start(), qPrintable(m_redis->problem()));
        m_scene = std::make_unique<EngineScene>();
        m_scene->engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
        m_scene->engine.setEnvironment(u"REDIS_PORT"_s, QString::number(m_redis->port()));
        QVERIFY(m_scene->start());
        QVERIFY(m_scene->waitForRedis());
    }
    void cleanup()
    {
        m_scene.reset();
        m_redis.reset();
    }

    void showsWorkWhileTheAiIsAsked()
    {
        QCOMPARE(say(u"m-1"_s, 1'758'700'000).status, 200);
        StubScript slow;
        slow.minDelay = slow.maxDelay = 60'000;
        m_scene->ai.enqueue(slow);
        m_scene->client.send({"POST", kPost, body(u"m-2"_s, 1'758'700'001), {}}, [](const ClientReply&) {});
        QTRY_VERIFY_WITH_TIMEOUT(state()["ai_processing"_L1].toBool(), 10'000);
        QVERIFY(state()["processing_started_at"_L1].toDouble() > 1'700'000'000);
        QCOMPARE(state()["last_message_id"_L1].toString(), u"m-2"_s);
        QCOMPARE(state()["pending"_L1].toArray(), (QJsonArray{u"m-2"_s}));
        QCOMPARE(state()["processed_ids"_L1].toArray(), (QJsonArray{u"m-1"_s}));
        QCOMPARE(state()["context"_L1].toArray().size(), 2);
        QCOMPARE(say(u"m-3"_s, 1'758'700'002).json["result"_L1]["status"_L1].toString(), u"locked"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state()["pending"_L1].toArray(), (QJsonArray{u"m-2"_s, u"m-3"_s}), 10'000);
        QCOMPARE(state()["last_message_id"_L1].toString(), u"m-3"_s);
        QCOMPARE(state()["ai_processing"_L1], QJsonValue(true));
        QCOMPARE(state()["context"_L1].toArray().size(), 2);

        // Taken away, and taken up again.
        QCOMPARE(m_scene->admin.post("/api/v1/admin/conversations/c1/cancel", {}).status, 200);
        QVERIFY(m_scene->settles(std::chrono::seconds(30)));
        QTRY_COMPARE_WITH_TIMEOUT(state()["ai_processing"_L1], QJsonValue(false), 10'000);
        QCOMPARE(state()["pending"_L1].toArray(), QJsonArray());
    }

    /// The message accepted last, whatever its sender's clock says.
    void lastIsOnePairEverywhere()
    {
        QCOMPARE(say(u"o1"_s, 2'000'000'000).status, 200);
        QCOMPARE(say(u"o2"_s, 1'000'000'000).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(state()["last_message_id"_L1].toString(), u"o2"_s, 10'000);
        QCOMPARE(state()["last_message_timestamp"_L1].toDouble(), 1e9);
        const QJsonObject row =
            m_scene->admin.get("/api/v1/admin/conversations").json["conversations"_L1][0].toObject();
        QCOMPARE(row["last_message_id"_L1].toString(), u"o2"_s);
        QCOMPARE(row["last_message_timestamp"_L1].toDouble(), 1e9);
    }

    void aLockThatVanishedDuringWorkIsToldAsStuck()
    {
        StubScript slow;
        slow.minDelay = slow.maxDelay = 60'000;
        m_scene->ai.enqueue(slow);
        m_scene->client.send({"POST", kPost, body(u"m-1"_s, 1'758'700'001), {}}, [](const ClientReply&) {});
        QTRY_COMPARE_WITH_TIMEOUT(m_redis->cli({"EXISTS"_ba, "conv_lock:c1"_ba}), "1"_ba, 10'000);
        QCOMPARE(m_redis->cli({"DEL"_ba, "conv_lock:c1"_ba}), "1"_ba);
        const auto health = [this] { return m_scene->admin.get("/api/v1/admin/health").json; };
        QTRY_COMPARE_WITH_TIMEOUT(health()["stuck_conversations"_L1].toArray(), (QJsonArray{u"c1"_s}), 10'000);
        QCOMPARE(health()["statistics"_L1]["stuck_conversations"_L1].toInt(), 1);
        QCOMPARE(m_scene->admin.post("/api/v1/admin/conversations/c1/cancel", {}).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(health()["stuck_conversations"_L1].toArray(), QJsonArray(), 10'000);
    }

private:
    static constexpr auto kPost = "/api/v1/enhanced-handle-message";

    static QByteArray body(const QString& id, double timestamp)
    {
        QJsonObject message = JsonClient::message(u"c1"_s, id, u"còn size M không?"_s);
        message[u"timestamp"_s] = timestamp;
        return QJsonDocument(message).toJson();
    }
    ClientReply say(const QString& id, double timestamp)
    {
        return m_scene->client.post(kPost, QJsonDocument::fromJson(body(id, timestamp)).object());
    }
    QJsonObject state() const { return QJsonDocument::fromJson(m_redis->cli({"GET"_ba, "conv_state:c1"_ba})).object(); }

    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<EngineScene> m_scene;
};

TONGDAI_TEST(ShownStateE2eTest)
#include "shown_state_e2e_test.moc"
