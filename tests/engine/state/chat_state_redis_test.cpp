#include "engine/contract/redis_keys.h"
#include "engine/state/redis/live/presence_store.h"
#include "engine/state/redis/live/typing_store.h"
#include "engine/state/redis/queue/offline_queue.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using redis::OfflineQueue;
using redis::PresenceStore;
using redis::TypingStore;
using testing::finished;
using testing::RedisServer;
using testing::waitUntil;

namespace {

const SenderId kAnUser("an"_ba);
const SenderId kBinh("binh"_ba);
const ConversationId kStateThread("t:1"_ba);

}  // namespace

class ChatStateRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<redis::Connection> m_connection;

    qint64 number(const QByteArrayList& command) const { return m_server->cli(command).toLongLong(); }

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_connection = std::make_unique<redis::Connection>(redis::Endpoint::onUnixSocket(m_server->socketPath()));
        m_connection->open();
        QVERIFY(waitUntil([&] { return m_connection->isReady(); }));
    }
    void cleanup()
    {
        m_connection.reset();
        m_server.reset();
    }

    // ---- presence

    void userIsOnlineWhileOneSocketOfAnyEngineLasts()
    {
        PresenceStore first(*m_connection, "engine1"_ba);
        PresenceStore second(*m_connection, "engine2"_ba);
        QCOMPARE(finished(first.touch(kAnUser, "s1"_ba)), std::optional(true));
        QCOMPARE(finished(first.touch(kAnUser, "s1"_ba)), std::optional(false));
        QCOMPARE(finished(second.touch(kAnUser, "s1"_ba)), std::optional(false));
        QCOMPARE(number({"EXISTS"_ba, "chat:presence:an"_ba}), 1);
        QCOMPARE(finished(first.areOnline({kBinh, kAnUser})), std::optional(std::vector<bool>{false, true}));
        QCOMPARE(finished(first.drop(kAnUser, "s1"_ba)), std::optional(false));
        QCOMPARE(finished(second.drop(kAnUser, "s1"_ba)), std::optional(true));
        QCOMPARE(finished(second.drop(kAnUser, "s1"_ba)), std::optional(false));
        QCOMPARE(number({"EXISTS"_ba, "chat:presence:an"_ba}), 0);
        QCOMPARE(number({"ZCARD"_ba, "chat:presence-index"_ba}), 0);
    }

    /// The engine died without a word: the lease ends, and exactly one of the others announces it.
    void crashedEnginesUsersAreSweptOnce()
    {
        PresenceStore crashed(*m_connection, "crashed"_ba, 60ms);
        PresenceStore living(*m_connection, "living"_ba, 60'000ms);
        QCOMPARE(finished(crashed.touch(kAnUser, "s1"_ba)), std::optional(true));
        QCOMPARE(finished(crashed.touch(kBinh, "s2"_ba)), std::optional(true));
        QCOMPARE(finished(living.touch(kBinh, "s3"_ba)), std::optional(false));
        std::vector<SenderId> announced;
        QVERIFY(waitUntil([&] {
            auto users = finished(living.sweep());
            if (users) announced.insert(announced.end(), users->begin(), users->end());
            return !announced.empty();
        }));
        QCOMPARE(announced, std::vector<SenderId>{kAnUser});
        QCOMPARE(finished(living.sweep()), std::optional(std::vector<SenderId>()));
        QCOMPARE(number({"EXISTS"_ba, "chat:presence:an"_ba}), 0);
        QCOMPARE(finished(living.areOnline({kAnUser, kBinh})), std::optional(std::vector<bool>{false, true}));
        QCOMPARE(finished(living.drop(kBinh, "s3"_ba)), std::optional(true));
    }

    void presenceLeavesAndReturns()
    {
        PresenceStore store(*m_connection, "engine"_ba, 50ms);
        QCOMPARE(finished(store.touch(kAnUser, "s1"_ba)), std::optional(true));
        QVERIFY(waitUntil([&] { return number({"EXISTS"_ba, "chat:presence:an"_ba}) == 0; }));
        QCOMPARE(finished(store.touch(kAnUser, "s1"_ba)), std::optional(true));
    }

    void presenceIsUnknownWithoutRedis()
    {
        PresenceStore store(*m_connection, "engine"_ba);
        m_server->kill();
        QVERIFY(waitUntil([&] { return !m_connection->isReady(); }));
        QCOMPARE(finished(store.touch(kAnUser, "s1"_ba)), std::nullopt);
        QCOMPARE(finished(store.areOnline({kAnUser})), std::nullopt);
        QCOMPARE(finished(store.sweep()), std::nullopt);
    }

    void plantedKeysAreRefusedWithoutACrash()
    {
        m_server->cli({"SET"_ba, "chat:presence:an"_ba, QByteArray(100'000, 'x')});
        PresenceStore store(*m_connection, "engine"_ba);
        QCOMPARE(finished(store.touch(kAnUser, "s1"_ba)), std::nullopt);
        m_server->cli({"SET"_ba, "chat:offline:an"_ba, "x"_ba});
        OfflineQueue queue(*m_connection);
        QVERIFY(!finished(queue.push(kAnUser, "e"_ba)));
        QVERIFY(!finished(queue.entries(kAnUser)));
        QVERIFY(m_connection->isReady());
    }

    // ---- offline queue

    void offlineQueueKeepsTheNewest()
    {
        OfflineQueue queue(*m_connection);
        for (int i = 0; i < 250; ++i) {
            const auto pushed = finished(queue.push(kAnUser, QByteArray::number(i)));
            QVERIFY(pushed);
            QCOMPARE(pushed->length, std::min<qint64>(i + 1, 200));
            QCOMPARE(pushed->dropped, i < 200 ? 0 : 1);
        }
        const auto entries = finished(queue.entries(kAnUser));
        QVERIFY(entries);
        QCOMPARE(entries->size(), std::size_t(200));
        QCOMPARE(entries->front(), "50"_ba);
        QCOMPARE(m_server->cli({"TYPE"_ba, "chat:offline:an"_ba}), "list"_ba);
        QVERIFY(number({"TTL"_ba, "chat:offline:an"_ba}) > 0);
    }

    /// A trim between reading and acknowledging must not cost entries nobody delivered.
    void acknowledgedEntriesLeaveByValue()
    {
        OfflineQueue queue(*m_connection);
        for (int i = 0; i < 200; ++i)
            finished(queue.push(kAnUser, QByteArray::number(i)));
        auto delivered = *finished(queue.entries(kAnUser));
        delivered.resize(20);
        for (int i = 200; i < 210; ++i)
            finished(queue.push(kAnUser, QByteArray::number(i)));  // trims 0 to 9 away
        QVERIFY(finished(queue.remove(kAnUser, delivered)));
        const auto rest = *finished(queue.entries(kAnUser));
        QCOMPARE(rest.size(), std::size_t(190));
        QCOMPARE(rest.front(), "20"_ba);
        QCOMPARE(rest.back(), "209"_ba);
    }

    // ---- typing

    void typingIsToldOncePerPause()
    {
        TypingStore store(*m_connection);
        QCOMPARE(finished(store.start(kStateThread, kAnUser)), std::optional(true));
        QCOMPARE(finished(store.start(kStateThread, kAnUser)), std::optional(false));
        QCOMPARE(finished(store.start(kStateThread, kBinh)), std::optional(true));
        QCOMPARE(m_server->cli({"GET"_ba, "chat:typing:t%3A1:an"_ba}), "1"_ba);
        const qint64 left = number({"PTTL"_ba, "chat:typing:t%3A1:an"_ba});
        QVERIFY(left > 0 && left <= 6000);
        m_server->cli({"PEXPIRE"_ba, "chat:typing:t%3A1:an"_ba, "2900"_ba});  // two seconds and a bit later
        QCOMPARE(finished(store.start(kStateThread, kAnUser)), std::optional(true));
        QCOMPARE(finished(store.stop(kStateThread, kAnUser)), std::optional(true));
        QCOMPARE(finished(store.stop(kStateThread, kAnUser)), std::optional(false));
    }

    /// F66
    void idsCannotForgeOtherKeys()
    {
        namespace keys = contract::keys;
        QVERIFY(keys::typing(ConversationId("a:b"_ba), SenderId("c"_ba)) !=
                keys::typing(ConversationId("a"_ba), SenderId("b:c"_ba)));
        QVERIFY(keys::presence(SenderId("x:count"_ba)) != "chat:presence:x:count"_ba);
        QCOMPARE(keys::presence(SenderId("a b\r\n{x}%"_ba)), "chat:presence:a%20b%0D%0A%7Bx%7D%25"_ba);
    }
};

TONGDAI_TEST(ChatStateRedisTest)

}  // namespace tongdai

#include "chat_state_redis_test.moc"
