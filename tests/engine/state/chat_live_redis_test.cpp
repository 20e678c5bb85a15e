#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/pubsub_bus.h"
#include "engine/state/redis/live/redis_chat_live.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QSignalSpy>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::EngineSide;
using testing::finished;
using testing::RedisServer;
using testing::waitUntil;

namespace {

class HandClock final : public ports::Clock {
public:
    std::chrono::nanoseconds at{};
    TimePoint now() const override { return {}; }
    std::chrono::nanoseconds elapsed() const override { return at; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

const SenderId kAn("an"_ba);
const SenderId kBa("ba"_ba);
const ConversationId kThread("t1"_ba);

/// One engine's live chat state.
struct ChatEngine {
    HandClock clock;
    EngineSide engine;
    std::shared_ptr<RateLedger> ledger = std::make_shared<RateLedger>(clock);
    LocalChatLive local{clock, ledger};
    redis::RateLimiter rates{engine.connection, engine.health, ledger};
    redis::RedisChatLive chat{engine.connection, engine.health, local, rates};
    redis::PubSubBus bus{engine.connection, engine.health};

    explicit ChatEngine(const RedisServer& server, const QByteArray& install = "shop"_ba)
        : engine(redis::Endpoint::onUnixSocket(server.socketPath()), install)
    {
        ledger->setRule(RateScope::ChatUser, {3, std::chrono::minutes(1)});
        bus.open();
    }
    Presence presenceOf(const SenderId& user) { return finished(chat.presenceOf({user})).value(user); }
};

}  // namespace

/// Chats' live state over two engines, and over a Redis that goes away.
class ChatLiveRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<ChatEngine> m_one;
    std::unique_ptr<ChatEngine> m_other;

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_one = std::make_unique<ChatEngine>(*m_server);
        m_other = std::make_unique<ChatEngine>(*m_server);
        QVERIFY(m_one->engine.waitUntilUp() && m_other->engine.waitUntilUp());
    }
    void cleanup()
    {
        m_one.reset();
        m_other.reset();
        m_server.reset();
    }

    void seesUsersOfTheOtherEngine()
    {
        finished(m_one->chat.touch({{kAn, "s1"_ba}, {kBa, "s2"_ba}}));
        QCOMPARE(m_other->presenceOf(kAn), Presence::Online);
        QCOMPARE(m_server->cli({"EXISTS", "chat:presence:an"}), "1"_ba);
        QVERIFY(finished(m_one->chat.drop({kAn, "s1"_ba})));
        QCOMPARE(m_other->presenceOf(kAn), Presence::Offline);
        QCOMPARE(m_other->presenceOf(kBa), Presence::Online);
    }
    void knowsOnlyItsOwnUsersWhenRedisIsAway()
    {
        finished(m_one->chat.touch({{kAn, "s1"_ba}}));
        m_server->kill();
        QVERIFY(waitUntil([this] { return !m_one->engine.health.canRead(); }));
        QCOMPARE(m_one->presenceOf(kAn), Presence::Online);
        QCOMPARE(m_one->presenceOf(kBa), Presence::Unknown);
        QVERIFY(finished(m_one->chat.drop({kAn, "s1"_ba})));
    }
    /// F52
    void limitsOverAllEnginesAndWithoutRedis()
    {
        const auto charge = [](ChatEngine& side, const QByteArray& id) {
            return finished(side.chat.charge(kAn, MessageId(id))).isAllowed;
        };
        QVERIFY(charge(*m_one, "1") && charge(*m_other, "2") && charge(*m_one, "3"));
        QVERIFY(!charge(*m_other, "4"));
        QVERIFY2(charge(*m_one, "1"), "a repeated id costs nothing");
        m_server->kill();
        QVERIFY(waitUntil([this] { return !m_one->engine.health.canRead(); }));
        QVERIFY(charge(*m_one, "5"));  // its own two of the last minute count on
        QVERIFY(!charge(*m_one, "6"));
        m_one->clock.at += 61s;
        QVERIFY(charge(*m_one, "7"));
    }
    void tellsOfTypingOnce()
    {
        QVERIFY(finished(m_one->chat.startTyping(kThread, kAn)));
        QVERIFY(!finished(m_other->chat.startTyping(kThread, kAn)));
        const qint64 left = m_server->cli({"PTTL", "chat:typing:t1:an"}).toLongLong();
        QVERIFY(left > 4000 && left <= 6000);
        QVERIFY(finished(m_other->chat.stopTyping(kThread, kAn)));
        QVERIFY(!finished(m_other->chat.stopTyping(kThread, kAn)));
    }
    void keepsTheThreadForOthersToRead()
    {
        finished(m_one->chat.cacheThread(kThread, "{}"_ba));
        QCOMPARE(m_server->cli({"GET", "chat:thread:t1:meta"}), "{}"_ba);
        const qint64 life = m_server->cli({"TTL", "chat:thread:t1:meta"}).toLongLong();
        QVERIFY(life > 290 && life <= 300);
        finished(m_one->chat.cacheThread(kThread, {}));
        QCOMPARE(m_server->cli({"EXISTS", "chat:thread:t1:meta"}), "0"_ba);
    }
    void carriesNotesToTheOthersOnly()
    {
        QByteArrayList heard;
        QByteArrayList echo;
        m_other->bus.setReceiver([&](const QByteArray& note) { heard << note; });
        m_one->bus.setReceiver([&](const QByteArray& note) { echo << note; });
        const QByteArray note = QByteArray("L{\"thread\":\"t 1\"}\0 x", 19);
        // Sent until it is heard: the subscription may be younger than the connection.
        QVERIFY(waitUntil([&] {
            if (heard.isEmpty()) m_one->bus.publish(note);
            return !heard.isEmpty();
        }));
        QCOMPARE(heard.first(), note);
        QVERIFY(echo.isEmpty());
    }
    void aStrangerNeitherTellsNorHears()
    {
        ChatEngine stranger(*m_server, "another shop"_ba);
        QVERIFY(waitUntil([&] { return stranger.engine.health.isForeign(); }));
        QVERIFY(stranger.engine.connection.isReady());
        QByteArrayList heard;
        QByteArrayList heardByStranger;
        m_other->bus.setReceiver([&](const QByteArray& note) { heard << note; });
        stranger.bus.setReceiver([&](const QByteArray& note) { heardByStranger << note; });
        QVERIFY(waitUntil([&] {
            stranger.bus.publish("theirs"_ba);
            m_one->bus.publish("ours"_ba);
            return heard.size() >= 20;
        }));
        QCOMPARE(QSet<QByteArray>(heard.begin(), heard.end()), QSet<QByteArray>{"ours"_ba});
        QCOMPARE(heardByStranger, QByteArrayList());
    }
};

TONGDAI_TEST(ChatLiveRedisTest)

}  // namespace tongdai

#include "chat_live_redis_test.moc"
