#include "engine/contract/iso_time.h"
#include "engine/contract/json/chat/chat_history.h"
#include "engine/contract/redis_keys.h"
#include "engine/state/redis/live/chat_session_cache.h"
#include "engine/state/redis/live/trace_eraser.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QJsonDocument>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using testing::finished;

namespace {

const SenderId kUser{"u42"_ba};
const ConversationId kSession{"s7"_ba};
const TimePoint kNow{std::chrono::milliseconds(1'763'712'000'000)};  // 2025-11-21 08:00 UTC

ChatEntry entryOf(const QByteArray& id, qint64 secondsAgo)
{
    ChatEntry entry;
    entry.user = kUser;
    entry.session = kSession;
    entry.messageId = MessageId(id);
    entry.userMessage = u"Giá bao nhiêu? <%1>"_s.arg(QString::fromUtf8(id));
    entry.aiResponse = u"Dạ 250.000đ ạ."_s;
    entry.at = toTicks(kNow) - secondsAgo * 10'000'000 + 1'234'567;
    entry.metadata = {{u"aiModel"_s, u"gemini-1.5-flash"_s}};
    return entry;
}

/// The outcome of recording the entry as the `count`th, each with two lines.
EntryRecorded recordedAs(const ChatEntry& entry, int count)
{
    EntryRecorded recorded;
    recorded.entry = entry;
    recorded.revBefore = 2 * (count - 1);
    recorded.session.id = entry.session;
    recorded.session.user = entry.user;
    recorded.session.createdAt = toTicks(kNow) - 3600 * 10'000'000LL;
    recorded.session.lastActivity = entry.at;
    recorded.session.messageCount = count;
    recorded.session.rev = 2 * count;
    return recorded;
}

QStringList idsOf(const std::vector<ChatEntry>& entries)
{
    QStringList ids;
    for (const ChatEntry& entry : entries)
        ids << entry.messageId.toString();
    return ids;
}

}  // namespace

/// The Redis copies of the chat history, looked at from outside with redis-cli: an older service shares them.
class ChatSessionCacheTest : public QObject {
    Q_OBJECT

    testing::RedisServer m_server;
    std::unique_ptr<testing::EngineSide> m_side;
    std::unique_ptr<redis::ChatSessionCache> m_cache;

    QByteArray cli(const QByteArrayList& args) const { return m_server.cli(args); }
    CacheSave save(const ChatEntry& entry, int count, bool isNewest = true)
    {
        EntryRecorded recorded = recordedAs(entry, count);
        recorded.isNewest = isNewest;
        return finished(m_cache->save(recorded, kNow));
    }
    std::optional<CachedChatSession> find(int skip, int limit)
    {
        return finished(m_cache->find(kUser, kSession, skip, limit));
    }
    /// Everything the server holds, as text.
    QByteArray everything() const
    {
        QByteArray all;
        for (const QByteArray& key : cli({"KEYS", "*"}).split('\n')) {
            if (key.isEmpty()) continue;
            all += key + '\n';
            const QByteArray type = cli({"TYPE", key});
            if (type == "string") all += cli({"GET", key});
            if (type == "list") all += cli({"LRANGE", key, "0", "-1"});
            if (type == "hash") all += cli({"HGETALL", key});
            if (type == "set") all += cli({"SMEMBERS", key});
            if (type == "zset") all += cli({"ZRANGE", key, "0", "-1"});
            if (type == "stream") all += cli({"XRANGE", key, "-", "+"});
            all += '\n';
        }
        return all;
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.problem())); }
    void init()
    {
        cli({"FLUSHALL"});
        m_side = std::make_unique<testing::EngineSide>(redis::Endpoint::onUnixSocket(m_server.socketPath()),
                                                       QUuid::createUuid().toByteArray(QUuid::Id128));
        QVERIFY(m_side->waitUntilUp());
        ChatHistoryLimits limits;
        limits.maxCachedEntries = 3;
        m_cache = std::make_unique<redis::ChatSessionCache>(m_side->connection, m_side->health, limits);
    }
    void cleanup()
    {
        m_cache.reset();
        m_side.reset();
    }

    void writesTheKeysTheContractNames()
    {
        QCOMPARE(save(entryOf("m1", 20), 1), CacheSave::Saved);
        QCOMPARE(save(entryOf("m2", 10), 2), CacheSave::Saved);
        const QByteArray list = "chat_history:u42:s7";
        QCOMPARE(cli({"TYPE", list}), "list"_ba);
        const QByteArray newest = cli({"LINDEX", list, "0"});
        const QJsonObject element = QJsonDocument::fromJson(newest).object();
        QCOMPARE(element.keys(), QStringList({u"AiResponse"_s, u"MessageId"_s, u"Metadata"_s, u"SessionId"_s,
                                              u"Timestamp"_s, u"UserId"_s, u"UserMessage"_s}));
        QCOMPARE(element[u"MessageId"_s].toString(), u"m2"_s);
        QCOMPARE(element[u"Timestamp"_s].toString(), u"2025-11-21T07:59:50.1234567Z"_s);
        QCOMPARE(cli({"SMEMBERS", "user_sessions:u42"}), "s7"_ba);
        const auto field = [this](const QByteArray& name) { return cli({"HGET", "session_info:s7", name}); };
        QCOMPARE(field("sessionId"), "s7"_ba);
        QCOMPARE(field("userId"), "u42"_ba);
        QCOMPARE(field("createdAt"), "2025-11-21T07:00:00.0000000Z"_ba);
        QCOMPARE(field("lastActivity"), "2025-11-21T07:59:50.1234567Z"_ba);
        QCOMPARE(field("messageCount"), "2"_ba);
        QCOMPARE(field("status"), "active"_ba);
        for (const QByteArray& key : {list, "user_sessions:u42"_ba, "session_info:s7"_ba}) {
            const int life = cli({"TTL", key}).toInt();
            QVERIFY2(life > 2'591'000 && life <= 2'592'000, key.constData());
        }
        const QByteArray counters = "chat_analytics:2025-11-21";
        QCOMPARE(cli({"HGET", counters, "total_messages"}), "2"_ba);
        QCOMPARE(cli({"HGET", counters, "user_u42_messages"}), "2"_ba);
        QCOMPARE(cli({"HGET", counters, "ai_responses"}), "2"_ba);
        QVERIFY(cli({"TTL", counters}).toInt() > 399 * 86'400);
    }

    void countsOnlyRealResponses()
    {
        ChatEntry silent = entryOf("m1", 20);
        silent.aiResponse.reset();
        save(silent, 1);
        QCOMPARE(cli({"HGET", "chat_analytics:2025-11-21", "ai_responses"}), QByteArray());
        QCOMPARE(cli({"HGET", "chat_analytics:2025-11-21", "total_messages"}), "1"_ba);
        const auto counted = finished(m_cache->dayCounters("2025-11-21"_ba));
        QVERIFY(counted);
        QCOMPARE(counted->messages, 1);
        QCOMPARE(counted->aiResponses, 0);
        QCOMPARE(counted->byUser.at(kUser), 1);
        QCOMPARE(finished(m_cache->dayCounters("2025-11-20"_ba))->messages, 0);
    }

    void readsBackWhatItWrote()
    {
        save(entryOf("m1", 20), 1);
        save(entryOf("m2", 10), 2);
        const auto found = find(0, 20);
        QVERIFY(found);
        QVERIFY(found->isOurs());
        QCOMPARE(idsOf(found->entries), QStringList({u"m1"_s, u"m2"_s}));
        QCOMPARE(found->entries[0].at, entryOf("m1", 20).at);
        QCOMPARE(found->entries[0].userMessage, entryOf("m1", 20).userMessage);
        QCOMPARE(found->session.messageCount, 2);
        QCOMPARE(idsOf(find(1, 1)->entries), QStringList(u"m1"_s));
        QVERIFY(!finished(m_cache->find(kUser, ConversationId("s8"_ba), 0, 20)));
    }

    void keepsTheListShort()
    {
        for (int i = 1; i <= 5; ++i)
            QCOMPARE(save(entryOf("m" + QByteArray::number(i), 100 - i), i), CacheSave::Saved);
        const auto found = find(0, 20);
        QCOMPARE(found->length, 3);
        QCOMPARE(found->total, 5);
        QCOMPARE(idsOf(found->entries), QStringList({u"m3"_s, u"m4"_s, u"m5"_s}));
    }

    void isToldFromTheStoreWhenItDoesNotFollow()
    {
        save(entryOf("m1", 20), 1);
        QCOMPARE(save(entryOf("m3", 10), 3), CacheSave::Cold);         // m2 never came here
        QCOMPARE(save(entryOf("m0", 90), 2, false), CacheSave::Cold);  // belongs before m1
        QCOMPARE(cli({"LLEN", "chat_history:u42:s7"}), "1"_ba);
        const EntryRecorded third = recordedAs(entryOf("m3", 10), 3);
        finished(m_cache->fill(third.session, {entryOf("m1", 20), entryOf("m2", 15), entryOf("m3", 10)}));
        QCOMPARE(idsOf(find(0, 20)->entries), QStringList({u"m1"_s, u"m2"_s, u"m3"_s}));
        QVERIFY(find(0, 20)->isOurs());
        // An older picture does not replace a newer one.
        finished(m_cache->fill(recordedAs(entryOf("m1", 20), 1).session, {entryOf("m1", 20)}));
        QCOMPARE(find(0, 20)->length, 3);
        QCOMPARE(save(entryOf("m4", 5), 4), CacheSave::Saved);
    }

    void readsWhatTheOlderServiceWrote()
    {
        // PascalCase with escapes as its serializer writes them, and an element of a camelCase writer.
        cli({"LPUSH", "chat_history:u42:s7",
             R"({"messageId":"m1","userId":"u42","sessionId":"s7","userMessage":"xin chào","aiResponse":null,"timestamp":"2025-03-04T05:06:07Z","metadata":{}})"});
        cli({"LPUSH", "chat_history:u42:s7", "not json"});
        cli({"LPUSH", "chat_history:u42:s7",
             R"({"MessageId":"m2","UserId":"u42","SessionId":"s7","UserMessage":"Gi\u00E1 \u003C5?","AiResponse":"D\u1EA1","Timestamp":"2025-03-04T12:06:08.1234567+07:00","Metadata":{"aiModel":"x"}})"});
        cli({"HSET", "session_info:s7", "sessionId", "s7", "userId", "u42", "createdAt", "2025-03-04T05:06:07.1234567Z",
             "lastActivity", "2025-03-04T05:06:08.0000000Z", "messageCount", "3", "status", "active"});
        const auto found = find(0, -1);
        QVERIFY(found);
        QVERIFY(!found->isOurs());
        QCOMPARE(found->corrupt, 1);
        QCOMPARE(idsOf(found->entries), QStringList({u"m1"_s, u"m2"_s}));
        QCOMPARE(found->entries[1].userMessage, u"Giá <5?"_s);
        QVERIFY(!found->entries[0].aiResponse);
        QCOMPARE(contract::isoTime(found->entries[1].at), u"2025-03-04T05:06:08.1234567Z"_s);
        QCOMPARE(found->session.user, kUser);
        // What is there is not written over: the store takes it in first.
        QCOMPARE(save(entryOf("m9", 1), 1), CacheSave::Foreign);
        QCOMPARE(cli({"LLEN", "chat_history:u42:s7"}), "3"_ba);
    }

    void archivesOnlyWhatIsThere()
    {
        finished(m_cache->archive(kSession));
        QCOMPARE(cli({"EXISTS", "session_info:s7"}), "0"_ba);
        save(entryOf("m1", 20), 1);
        finished(m_cache->archive(kSession));
        QCOMPARE(cli({"HGET", "session_info:s7", "status"}), "archived"_ba);
        QCOMPARE(find(0, 1)->session.status, ChatSessionStatus::Archived);
    }

    void forgetsOneSession()
    {
        save(entryOf("m1", 20), 1);
        cli({"SADD", "user_sessions:u42", "s8"});
        cli({"HSET", "conv_state:s7", "x", "y"});
        redis::TraceEraser eraser(m_side->connection, m_side->health);
        const auto places = finished(eraser.forget({kUser, false, {kSession}}));
        QVERIFY(places);
        QVERIFY(!places->empty());
        QCOMPARE(cli({"EXISTS", "chat_history:u42:s7", "session_info:s7", "conv_state:s7"}), "0"_ba);
        QCOMPARE(cli({"SMEMBERS", "user_sessions:u42"}), "s8"_ba);
        QCOMPARE(cli({"HKEYS", "chat_analytics:2025-11-21"}), "total_messages\nai_responses"_ba);
        // A copy that was on its way does not arrive any more.
        QCOMPARE(save(entryOf("m2", 10), 2), CacheSave::Unavailable);
        finished(m_cache->fill(recordedAs(entryOf("m1", 20), 1).session, {entryOf("m1", 20)}));
        QCOMPARE(cli({"EXISTS", "chat_history:u42:s7", "session_info:s7"}), "0"_ba);
    }

    void forgetsAPersonWhereverTheyStand()
    {
        const QByteArray marker = "khach-7f3a9c";
        const ConversationId session("s-" + marker);
        ChatEntry entry = entryOf("m-" + marker, 20);
        entry.user = SenderId(marker);
        entry.session = session;
        save(entry, 1);
        save(entryOf("m1", 20), 1);
        for (const QByteArrayList& command : std::vector<QByteArrayList>{
                 {"HSET", "user_preferences:" + marker, "lang", "vi"},
                 {"SET", "conv_state:s-" + marker, "{}"},
                 {"SET", "conv_lock:s-" + marker, "token"},
                 {"ZADD", "chat:presence:" + marker, "1", "a:b"},
                 {"ZADD", "chat:presence-index", "1", marker},
                 {"RPUSH", "chat:offline:" + marker, "{}"},
                 {"RPUSH", "chat:offline:u9",
                  R"({"event":"chat:message","data":{"message":{"senderId":")" + marker + R"("}}})",
                  R"({"event":"chat:message","data":{"message":{"senderId":"u8"}}})"},
                 {"SET", "chat:typing:t1:" + marker, "1"},
                 {"SET", "chat:thread:t1:meta", R"({"id":"t1","participants":[{"userId":")" + marker + R"("}]})"},
                 {"SET", "chat:thread:t2:meta", R"({"id":"t2","participants":[{"userId":"u8"}]})"},
                 {"LPUSH", "message_queue", R"({"conversation_id":"s-)" + marker + R"("})",
                  R"({"conversation_id":"c8"})"},
                 {"XADD", "chat:logs:events", "*", "event", "message_sent", "threadId", "t1", "userId", marker},
                 {"XADD", "chat:logs:events", "*", "event", "message_sent", "threadId", "t2", "userId", "u8"}})
            cli(command);
        // Copies of a conversation of somebody else's, in which the person wrote: no id of theirs is in the key.
        ChatEntry guest = entryOf("g1", 15);
        guest.session = ConversationId("s9"_ba);
        guest.userMessage = u"Tôi là "_s + QString::fromLatin1(marker);
        save(guest, 1);
        cli({"SET", "conv_state:s9", R"({"last":"Tôi là )" + marker + R"("})"});
        QVERIFY(everything().contains(marker));
        redis::TraceEraser eraser(m_side->connection, m_side->health);
        QVERIFY(finished(eraser.forget({SenderId(marker), true, {session}, {ConversationId("s9"_ba)}})));
        const QByteArray left = everything();
        QVERIFY2(!left.contains(marker), left.constData());
        // Nobody else lost anything.
        QCOMPARE(cli({"LLEN", "chat_history:u42:s7"}), "1"_ba);
        QCOMPARE(cli({"LLEN", "chat:offline:u9"}), "1"_ba);
        QCOMPARE(cli({"EXISTS", "chat:thread:t2:meta"}), "1"_ba);
        QCOMPARE(cli({"LLEN", "message_queue"}), "1"_ba);
        QCOMPARE(cli({"XLEN", "chat:logs:events"}), "1"_ba);
        // Not even in the nodes of the stream, as files and copies of the server would show them.
        cli({"CONFIG", "SET", "rdbcompression", "no"});
        QVERIFY(!cli({"DUMP", "chat:logs:events"}).contains(marker));
        QCOMPARE(cli({"XRANGE", "chat:logs:events", "-", "+"}).count("u8"), 1);
        QCOMPARE(cli({"EXISTS", "engine:events-copy"}), "0"_ba);
        QCOMPARE(cli({"HGET", "chat_analytics:2025-11-21", "total_messages"}), "3"_ba);
    }

    void saysNothingWhileRedisIsAway()
    {
        m_server.stop();
        QVERIFY(testing::waitUntil([this] { return !m_side->health.canRead(); }));
        QCOMPARE(save(entryOf("m1", 20), 1), CacheSave::Unavailable);
        QVERIFY(!find(0, 20));
        redis::TraceEraser eraser(m_side->connection, m_side->health);
        QVERIFY(!finished(eraser.forget({kUser, true, {kSession}})));
        QVERIFY2(m_server.start(), qPrintable(m_server.problem()));
    }
};

TONGDAI_TEST(ChatSessionCacheTest)

}  // namespace tongdai

#include "chat_session_cache_redis_test.moc"
