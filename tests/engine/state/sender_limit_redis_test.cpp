#include "engine/state/redis/live/redis_sender_limit.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testing::EngineSide;
using testing::finished;
using testing::RedisServer;
using testing::waitUntil;

namespace {

class LimitClock final : public ports::Clock {
public:
    std::chrono::nanoseconds at{};
    TimePoint now() const override { return {}; }
    std::chrono::nanoseconds elapsed() const override { return at; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
};

struct LimitingEngine {
    LimitClock clock;
    EngineSide engine;
    std::shared_ptr<RateLedger> ledger;
    redis::RateLimiter rates;
    redis::RedisSenderLimit limit;

    LimitingEngine(const RedisServer& server, int most)
        : engine(redis::Endpoint::onUnixSocket(server.socketPath()), "shop"_ba),
          ledger(std::make_shared<RateLedger>(clock)),
          rates(engine.connection, engine.health, ledger),
          limit(rates)
    {
        ledger->setRule(RateScope::Sender, {most, 60s});
    }
    RateAnswer charge(const QByteArray& id) { return finished(limit.charge(SenderId("an"_ba), MessageId(id))); }
};

}  // namespace

/// How many messages of one sender the platform may bring (guarantees 2.10), over two engines and without Redis.
class SenderLimitRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<LimitingEngine> m_one;
    std::unique_ptr<LimitingEngine> m_other;

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_one = std::make_unique<LimitingEngine>(*m_server, 3);
        m_other = std::make_unique<LimitingEngine>(*m_server, 3);
        QVERIFY(m_one->engine.waitUntilUp() && m_other->engine.waitUntilUp());
    }
    void cleanup()
    {
        m_one.reset();
        m_other.reset();
        m_server.reset();
    }

    void isOneForAllEngines()
    {
        QVERIFY(m_one->charge("1").isAllowed && m_other->charge("2").isAllowed && m_one->charge("3").isAllowed);
        const RateAnswer refused = m_other->charge("4");
        QVERIFY(!refused.isAllowed);
        QVERIFY(refused.retryAfter > 0ms && refused.retryAfter <= 60s);
        QVERIFY2(m_other->charge("1").isAllowed, "a repeated id costs nothing");
        QVERIFY(m_server->cli({"PTTL", "message_rate:an"}).toLongLong() > 0);
    }
    void doesNotTouchTheChats()
    {
        QVERIFY(m_one->charge("1").isAllowed);
        QCOMPARE(m_server->cli({"EXISTS", "chat:rate:an"}), "0"_ba);
    }
    void countsOnWithoutRedis()
    {
        QVERIFY(m_one->charge("1").isAllowed && m_one->charge("2").isAllowed);
        m_server->kill();
        QVERIFY(waitUntil([this] { return !m_one->engine.health.canRead(); }));
        QVERIFY(m_one->charge("3").isAllowed);
        const RateAnswer refused = m_one->charge("4");
        QVERIFY(!refused.isAllowed);
        QCOMPARE(refused.retryAfter, 60s);
        m_one->clock.at += 60s;
        QVERIFY(m_one->charge("4").isAllowed);
    }
    void aFlushedRedisForgetsNothingOfThisEngines()
    {
        for (const auto* id : {"1", "2", "3"})
            QVERIFY(m_one->charge(id).isAllowed);
        m_server->cli({"FLUSHALL"});
        QVERIFY(!m_one->charge("4").isAllowed);
    }
    void canBeSwitchedOff()
    {
        LimitingEngine open(*m_server, 0);
        QVERIFY(open.engine.waitUntilUp());
        for (int i = 0; i < 100; ++i)
            QVERIFY(open.charge(QByteArray::number(i)).isAllowed);
        QCOMPARE(m_server->cli({"EXISTS", "message_rate:an"}), "0"_ba);
    }
};

TONGDAI_TEST(SenderLimitRedisTest)

}  // namespace tongdai

#include "sender_limit_redis_test.moc"
