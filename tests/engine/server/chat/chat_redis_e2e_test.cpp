#include "engine/contract/redis_keys.h"
#include "tests/support/engine_process.h"
#include "tests/support/node_project.h"
#include "tests/support/redis_server.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

constexpr int kPatience = 15'000;
const QString kRedisSecret = u"a-secret-that-only-tests-know-of-32"_s;

}  // namespace

/// What other programs read of the chat in Redis (contracts/realtime-chat §2), and that nothing depends on the bound of
/// the offline list.
class ChatRedisE2eTest : public QObject {
    Q_OBJECT

    NodeProject m_node;
    RedisServer m_redis{RedisServer::Options{true, {}}};
    EngineProcess m_engine;

    QString run(const QString& part) const
    {
        return m_node.run(u"chat_offline.mjs"_s,
                          {m_engine.url().toString(), kRedisSecret, QString::fromUtf8(m_engine.adminToken()),
                           QString::fromUtf8(m_engine.pancakeToken()), part});
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_node.failure().isEmpty(), qPrintable(m_node.failure()));
        QVERIFY2(m_redis.start(), qPrintable(m_redis.problem()));
        m_engine.setEnvironment(u"JWT_SECRET"_s, kRedisSecret);
        m_engine.setEnvironment(u"CHAT_MESSAGES_PER_MINUTE"_s, u"100000"_s);
        m_engine.setEnvironment(u"REDIS_HOST"_s, u"127.0.0.1"_s);
        m_engine.setEnvironment(u"REDIS_PORT"_s, QString::number(m_redis.port()));
        QVERIFY2(m_engine.start(), qPrintable(m_engine.problem()));
        QTRY_COMPARE_WITH_TIMEOUT(m_redis.cli({"SCARD"_ba, keys::kEngineInstances}), "1"_ba, kPatience);
    }

    void keepsTheNewestForWhoIsAway()
    {
        const QString failure = run(u"write"_s);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        const QByteArray list = keys::offlineQueue(SenderId("ba"));
        QCOMPARE(list, "chat:offline:ba"_ba);
        QCOMPARE(m_redis.cli({"LLEN"_ba, list}), "200"_ba);
        const QJsonObject entry = QJsonDocument::fromJson(m_redis.cli({"LINDEX"_ba, list, "-1"_ba})).object();
        QCOMPARE(entry["event"_L1].toString(), u"chat:message"_s);
        QCOMPARE(entry["data"_L1]["message"_L1]["body"_L1].toString(), u"dòng 229"_s);
        QCOMPARE(entry["data"_L1]["message"_L1]["id"_L1], entry["messageId"_L1]);
        QVERIFY(!QUuid(entry["participantId"_L1].toString()).isNull());
    }
    void logsEveryMessage()
    {
        QCOMPARE(m_redis.cli({"EXISTS"_ba, "chat:logs:events"_ba}), "1"_ba);
        const QByteArrayList fields =
            m_redis.cli({"XREVRANGE"_ba, "chat:logs:events"_ba, "+"_ba, "-"_ba, "COUNT"_ba, "1"_ba}).split('\n');
        const auto value = [&fields](const QByteArray& name) { return fields.value(fields.indexOf(name) + 1); };
        QCOMPARE(value("event"_ba), "message_sent"_ba);
        QCOMPARE(value("threadId"_ba), "away"_ba);
        QCOMPARE(value("userId"_ba), "an"_ba);
        QVERIFY(!QUuid(QString::fromUtf8(value("messageId"_ba))).isNull());
    }
    void keepsTheThreadForOthers()
    {
        const QByteArray key = "chat:thread:away:meta"_ba;
        const QJsonObject summary = QJsonDocument::fromJson(m_redis.cli({"GET"_ba, key})).object();
        QCOMPARE(summary["id"_L1].toString(), u"away"_s);
        const int life = m_redis.cli({"TTL"_ba, key}).toInt();
        QVERIFY2(life > 0 && life <= 300, qPrintable(QString::number(life)));
    }
    void showsWhoIsHereByExists()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_redis.cli({"EXISTS"_ba, "chat:presence:an"_ba}), "0"_ba, kPatience);
    }
    void bringsAlsoWhatFellOffTheList()
    {
        const QString failure = run(u"return"_s);
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QTRY_COMPARE_WITH_TIMEOUT(m_redis.cli({"LLEN"_ba, "chat:offline:ba"_ba}), "0"_ba, kPatience);
        QCOMPARE(m_engine.stop(), std::optional(0));
    }
};

TONGDAI_TEST(ChatRedisE2eTest)

}  // namespace tongdai::testing

#include "chat_redis_e2e_test.moc"
