#include "engine/state/redis/live/rate_limiter.h"

#include "tests/engine/state/redis_fixture.h"
#include "tests/support/hand_moved_clock.h"
#include "tests/support/redis_listener.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <QTest>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using redis::RateLimiter;
using testing::EngineSide;
using testing::finished;
using testing::RedisServer;
using testing::waitUntil;

namespace {

/// One engine's limits, with a clock of its own: only Redis' clock is the same for all.
struct LimitSide {
    testing::HandMovedClock clock;
    EngineSide engine;
    std::shared_ptr<RateLedger> ledger = std::make_shared<RateLedger>(clock);
    RateLimiter limiter{engine.connection, engine.health, ledger};

    explicit LimitSide(const RedisServer& server)
        : engine(redis::Endpoint::onUnixSocket(server.socketPath()), "shop"_ba)
    {
        ledger->setRule(RateScope::ChatUser, {25, 60s});
        ledger->setRule(RateScope::ApiUser, {3, 60s});
        ledger->setRule(RateScope::Page, {2, 60s});
        ledger->setRule(RateScope::Upstream, {3, 60s});
        ledger->setRule(RateScope::Connection, {2, 60s});
    }
    RateAnswer charge(RateScope scope, const QByteArray& name, const QByteArray& act)
    {
        return finished(limiter.charge(scope, name, act));
    }
};

}  // namespace

/// Every named scope by the one mechanism, over two engines (guarantees 2.10).
class RateLimiterRedisTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<LimitSide> m_one;
    std::unique_ptr<LimitSide> m_other;

private slots:
    void init()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_one = std::make_unique<LimitSide>(*m_server);
        m_other = std::make_unique<LimitSide>(*m_server);
        QVERIFY(m_one->engine.waitUntilUp() && m_other->engine.waitUntilUp());
    }
    void cleanup()
    {
        m_one.reset();
        m_other.reset();
        m_server.reset();
    }

    /// F52
    void exactlyTheAllowedNumberPasses()
    {
        int allowed = 0;
        for (int i = 0; i < 200; ++i) {
            LimitSide& side = i % 2 == 0 ? *m_one : *m_other;
            const RateAnswer answer = side.charge(RateScope::ChatUser, "an", QByteArray::number(i));
            if (answer.isAllowed) {
                ++allowed;
                QCOMPARE(answer.left, 25 - allowed);
                continue;
            }
            QVERIFY(answer.retryAfter > 0ms && answer.retryAfter <= 60s);
            QCOMPARE(answer.left, 0);
        }
        QCOMPARE(allowed, 25);
        QVERIFY(m_one->charge(RateScope::ChatUser, "an", "0").isAllowed);  // charged before
        QVERIFY(m_one->charge(RateScope::ChatUser, "binh", "0").isAllowed);
        QVERIFY(m_server->cli({"PTTL", "chat:rate:an"}).toLongLong() > 0);
    }
    void manyAtOnceAreCountedOneByOne()
    {
        std::vector<QCoro::Task<RateAnswer>> underWay;
        for (int i = 0; i < 60; ++i) {
            LimitSide& side = i % 2 == 0 ? *m_one : *m_other;
            underWay.push_back(side.limiter.charge(RateScope::ChatUser, "an", QByteArray::number(i)));
        }
        int allowed = 0;
        for (auto& one : underWay)
            allowed += finished(std::move(one)).isAllowed ? 1 : 0;
        QCOMPARE(allowed, 25);
    }
    void theWindowSlides()
    {
        const RateRule rule{2, 150ms};
        const auto charge = [&](const QByteArray& act) {
            m_other->clock.at += 1h;  // this engine's own count is no hindrance
            return finished(m_other->limiter.charge(RateScope::Upstream, "shop", act, rule, "rate_limit:api:shop"));
        };
        QVERIFY(charge("1").isAllowed && charge("2").isAllowed);
        const RateAnswer refused = charge("3");
        QVERIFY(!refused.isAllowed);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(waitUntil([&] { return charge("3").isAllowed; }));
        QVERIFY2(timer.elapsed() >= refused.retryAfter.count() - 20, "let through before it was announced");
    }
    void scopesAreCountedApart()
    {
        for (const char* act : {"1", "2", "3"})
            QVERIFY(m_one->charge(RateScope::ApiUser, "42", act).isAllowed);
        QVERIFY(!m_other->charge(RateScope::ApiUser, "42", "4").isAllowed);
        QVERIFY(m_other->charge(RateScope::Page, "42", "4").isAllowed);
        QCOMPARE(m_server->cli({"ZCARD", "rate_limit:api_user:42"}), "3"_ba);
        QCOMPARE(m_server->cli({"ZCARD", "rate_limit:page:42"}), "1"_ba);
    }
    void aConnectionIsItsEnginesAlone()
    {
        QVERIFY(m_one->charge(RateScope::Connection, "s1", "1").isAllowed);
        QVERIFY(m_one->charge(RateScope::Connection, "s1", "2").isAllowed);
        QVERIFY(!m_one->charge(RateScope::Connection, "s1", "3").isAllowed);
        QCOMPARE(m_server->cli({"EXISTS", "rate_limit:mcp:s1"}), "0"_ba);
    }
    /// A line to the platform is counted for its page and for the platform: both or neither, in one round trip.
    void severalAreChargedTogetherOrNot()
    {
        const auto charge = [](LimitSide& side, const QByteArray& page, const QByteArray& act) {
            std::vector<RateName> names{{RateScope::Page, page}, {RateScope::Upstream, "platform"}};
            return finished(side.limiter.chargeAll(std::move(names), act));
        };
        const auto used = [this](const QByteArray& key) { return m_server->cli({"ZCARD", "rate_limit:" + key}); };
        QVERIFY(m_one->charge(RateScope::ApiUser, "42", "1").isAllowed);  // the server knows the script from here on
        testing::RedisListener listener;
        QVERIFY(listener.start(m_server->socketPath()));
        const std::vector<RateAnswer> first = charge(*m_one, "1", "a");
        m_server->cli({"ECHO", "charged"});
        QVERIFY(listener.waitFor("charged"));
        QVERIFY2(listener.naming("rate_limit:").size() == 1, listener.naming("rate_limit:").join('\n').constData());
        QCOMPARE(listener.naming("rate_limit:upstream:platform"), listener.naming("rate_limit:page:1"));
        QCOMPARE(first.size(), size_t(2));
        QVERIFY(first[0].isAllowed && first[1].isAllowed);
        QCOMPARE(first[0].left, 1);
        QCOMPARE(first[1].left, 2);
        QCOMPARE(charge(*m_one, "1", "a").size(), size_t(2));  // the same act again: it is counted already
        QCOMPARE(charge(*m_other, "1", "b").back().left, 1);
        const std::vector<RateAnswer> pageFull = charge(*m_other, "1", "c");  // by Redis: this engine has sent one
        QCOMPARE(pageFull.size(), size_t(1));
        QVERIFY(!pageFull[0].isAllowed && pageFull[0].retryAfter > 0ms && pageFull[0].retryAfter <= 60s);
        QCOMPARE(used("upstream:platform"), "2"_ba);
        QVERIFY(charge(*m_one, "2", "d").back().isAllowed);
        const std::vector<RateAnswer> platformFull = charge(*m_other, "3", "e");
        QCOMPARE(platformFull.size(), size_t(2));
        QVERIFY(!platformFull[1].isAllowed && platformFull[1].retryAfter > 0ms);
        QCOMPARE(used("page:3"), "0"_ba);
        QCOMPARE(used("upstream:platform"), "3"_ba);
        m_server->kill();
        QVERIFY(waitUntil([this] { return !m_one->engine.health.canRead(); }));
        QVERIFY(charge(*m_one, "4", "f").back().isAllowed);  // this engine alone has sent three: a, d and this one
        QCOMPARE(charge(*m_one, "5", "g").size(), size_t(2));
        QVERIFY(!charge(*m_one, "5", "g").back().isAllowed);
    }
    void countsOnInThisProcessAndIsTheSameWithoutRedis()
    {
        QVERIFY(m_one->charge(RateScope::ApiUser, "42", "1").isAllowed);
        m_server->kill();
        QVERIFY(waitUntil([this] { return !m_one->engine.health.canRead(); }));
        QVERIFY(m_one->charge(RateScope::ApiUser, "42", "2").isAllowed);
        QVERIFY(m_one->charge(RateScope::ApiUser, "42", "3").isAllowed);
        const RateAnswer refused = m_one->charge(RateScope::ApiUser, "42", "4");
        QVERIFY(!refused.isAllowed);
        QCOMPARE(refused.retryAfter, 60s);
        m_one->clock.at += 60s;
        QVERIFY(m_one->charge(RateScope::ApiUser, "42", "4").isAllowed);
    }
    void whoAnotherEngineFilledIsSeenHere()
    {
        for (const char* act : {"1", "2"})
            QVERIFY(m_one->charge(RateScope::ApiUser, "42", act).isAllowed);
        QVERIFY(m_other->charge(RateScope::ApiUser, "42", "3").isAllowed);
        const std::vector<RateUse> near = m_other->ledger->notable(10);
        QCOMPARE(near.size(), size_t(1));
        QCOMPARE(near[0].used, 3);
        QCOMPARE(near[0].heldBack, 0);
        QVERIFY(!m_other->charge(RateScope::ApiUser, "42", "4").isAllowed);
        QCOMPARE(m_other->ledger->notable(10)[0].heldBack, 1);
    }
};

TONGDAI_TEST(RateLimiterRedisTest)

}  // namespace tongdai

#include "rate_limiter_redis_test.moc"
