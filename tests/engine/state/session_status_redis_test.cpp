#include "engine/state/redis/live/session_status_cache.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::EngineSide;
using testing::finished;
using testing::RedisServer;
using Look = ports::SessionStatusCache::Look;

namespace {

const TimePoint kAsked(std::chrono::milliseconds(1'763'712'000'000));

SessionStatus status(const QByteArray& id, bool botMayReply, qint64 rev)
{
    SessionStatus made;
    made.id = ConversationId(id);
    made.channel = u"web"_s;
    made.botMayReply = botMayReply;
    if (!botMayReply) made.receiver = u"Lan"_s;
    made.rev = rev;
    return made;
}

}  // namespace

/// What other programs read of who may answer (contracts/background §3).
class SessionStatusRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<EngineSide> m_engine;
    std::unique_ptr<redis::SessionStatusCache> m_cache;

    QByteArray reply(const QByteArray& key) { return m_server->cli({"GET"_ba, key}); }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_engine = std::make_unique<EngineSide>(redis::Endpoint::onUnixSocket(m_server->socketPath()), "shop"_ba);
        m_cache = std::make_unique<redis::SessionStatusCache>(m_engine->connection, m_engine->health);
        QVERIFY(m_engine->waitUntilUp());
    }
    void cleanup()
    {
        m_cache.reset();
        m_engine.reset();
        m_server.reset();
    }

    void writesTheContractsKeys()
    {
        QCOMPARE(finished(m_cache->find(ConversationId("W-17"_ba))).look, Look::Miss);
        finished(m_cache->fill(status("W-17", true, 3), kAsked));
        const QJsonObject kept = QJsonDocument::fromJson(reply("chat_session:17")).object();
        QCOMPARE(kept["id"_L1].toInt(), 17);
        QCOMPARE(kept["name"_L1].toString(), u"W-17"_s);
        QCOMPARE(kept["status"_L1].toString(), u"true"_s);
        QVERIFY(kept["time"_L1].isNull() && kept["page_id"_L1].isNull());
        QCOMPARE(reply("check_reply:17"), R"({"can_reply":true})"_ba);
        const qint64 life = m_server->cli({"PTTL", "chat_session:17"}).toLongLong();
        QVERIFY(life > 200'000 && life <= 300'000);
        const qint64 permission = m_server->cli({"PTTL", "check_reply:17"}).toLongLong();
        QVERIFY(permission > 0 && permission <= 60'000);
        QCOMPARE(finished(m_cache->find(ConversationId("W-17"_ba))).status, status("W-17", true, 3));
    }

    void aTakeoverTakesEverythingOlderAway()
    {
        m_server->cli({"SET", "session:17", R"({"id":17,"status":"true","channel":"web"})"});
        m_server->cli({"SET", "check_repply:17", R"({"can_reply":true})"});
        finished(m_cache->fill(status("W-17", true, 3), kAsked));
        SessionStatus taken = status("W-17", false, 4);
        taken.until = kAsked + 20s;
        finished(m_cache->replace(taken, kAsked));
        QCOMPARE(m_server->cli({"EXISTS", "session:17", "check_repply:17"}), "0"_ba);
        QCOMPARE(reply("check_reply:17"), R"({"can_reply":false})"_ba);
        const qint64 permission = m_server->cli({"PTTL", "check_reply:17"}).toLongLong();
        QVERIFY2(permission > 0 && permission <= 20'000, "no longer than the takeover");
        QCOMPARE(finished(m_cache->find(ConversationId("W-17"_ba))).status, taken);

        // Somebody looked at the store before, and comes late.
        finished(m_cache->fill(status("W-17", true, 3), kAsked));
        QCOMPARE(reply("check_reply:17"), R"({"can_reply":false})"_ba);
    }

    void readsWhatTheOlderProductWrote()
    {
        m_server->cli({"SET", "session:9",
                       R"({"id":9,"name":"F-9","status":"False","channel":"facebook","page_id":"p1",)"
                       R"("current_receiver":"Lan","previous_receiver":"Bot","time":"2025-11-21T09:00:00"})"});
        const auto found = finished(m_cache->find(ConversationId("W-9"_ba)));
        QCOMPARE(found.look, Look::Hit);
        QVERIFY(!found.status.botMayReply);
        QCOMPARE(found.status.receiver, u"Lan"_s);
        QCOMPARE(found.status.until, fromUnixSeconds(1'763'715'600));
        m_server->cli({"SET", "session:9", "nonsense"});
        QCOMPARE(finished(m_cache->find(ConversationId("W-9"_ba))).look, Look::Miss);
        m_server->cli({"DEL", "session:9"});
        m_server->cli({"RPUSH", "chat_session:9", "another type"});
        finished(m_cache->fill(status("W-9", true, 1), kAsked));
        QCOMPARE(finished(m_cache->find(ConversationId("W-9"_ba))).look, Look::Hit);
    }

    void aRedisWithoutRoomForgetsAtLeast()
    {
        finished(m_cache->fill(status("c1", true, 3), kAsked));
        m_server->cli({"CONFIG", "SET", "maxmemory", "1"});
        finished(m_cache->replace(status("c1", false, 4), kAsked));
        QVERIFY(reply("check_reply:c1") != R"({"can_reply":true})"_ba);
        m_server->cli({"CONFIG", "SET", "maxmemory", "0"});
    }

    void saysThatRedisIsAway()
    {
        m_engine->connection.close();
        QCOMPARE(finished(m_cache->find(ConversationId("c1"_ba))).look, Look::Away);
        finished(m_cache->fill(status("c1", true, 1), kAsked));
        finished(m_cache->replace(status("c1", true, 1), kAsked));
    }
};

TONGDAI_TEST(SessionStatusRedisTest)

}  // namespace tongdai

#include "session_status_redis_test.moc"
