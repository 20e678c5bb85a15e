#include "engine/state/redis/live/redis_shared_shelf.h"
#include "tests/engine/state/redis_fixture.h"
#include "tests/engine/upstream/kiotviet_scene.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/long_tests.h"
#include "tests/support/test_registry.h"

#include <QCryptographicHash>
#include <QElapsedTimer>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

namespace {

/// What one engine has of it.
struct AskingEngine {
    PushedClock& clock;
    SomeRandom random;
    EngineSide side;
    redis::RedisSharedShelf shelf;
    std::shared_ptr<KiotVietClient> client;

    AskingEngine(const RedisServer& server, KiotVietAccount account, PushedClock& time)
        : clock(time),
          side(redis::Endpoint::onUnixSocket(server.socketPath()), "shop"_ba),
          shelf(side.connection, side.health, time),
          client(std::make_shared<KiotVietClient>(std::move(account), shelf, time, random))
    {
    }
    ~AskingEngine() { client->close(); }
    KiotVietResult ask(const KiotVietQuestion& question) { return QCoro::waitFor(client->get(question)); }
    KiotVietResult askProducts() { return ask(productList()); }
    void forget(const QByteArray& endpoint) { QCoro::waitFor(client->forget(endpoint)); }
};

}  // namespace

/// KiotViet asked by many engines that share a Redis (contracts/kiotviet §5).
class KiotVietClientRedisTest : public QObject {
    Q_OBJECT

    PushedClock m_clock;
    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<KiotVietStub> m_stub;
    std::vector<std::unique_ptr<AskingEngine>> m_engines;

    bool start(int count, KiotVietAccount account)
    {
        for (int i = 0; i < count; ++i)
            m_engines.push_back(std::make_unique<AskingEngine>(*m_server, account, m_clock));
        return waitUntil(
            [this] {
                return std::ranges::all_of(m_engines, [](const auto& each) { return each->side.health.canWrite(); });
            },
            15s);
    }
    bool start(int count) { return start(count, accountAt(*m_stub)); }
    std::vector<std::shared_ptr<KiotVietClient>> clients() const
    {
        std::vector<std::shared_ptr<KiotVietClient>> all;
        for (const auto& each : m_engines)
            all.push_back(each->client);
        return all;
    }
    QByteArray tokenKey() const
    {
        return "kv_token:shop-app:" + QCryptographicHash::hash("secret", QCryptographicHash::Sha256).toHex();
    }

private slots:
    void init()
    {
        m_clock.ahead = {};
        m_server = std::make_unique<RedisServer>();
        QVERIFY2(m_server->start(), qPrintable(m_server->problem()));
        m_stub = std::make_unique<KiotVietStub>();
        QVERIFY(m_stub->listen());
        m_stub->setItems(u"products"_s, products(3));
        m_stub->setItems(u"orders"_s, {});
        m_stub->setItems(u"customers"_s, {});
    }
    void cleanup()
    {
        m_engines.clear();
        m_stub.reset();
        m_server.reset();
    }

    void aHundredEnginesAskForOneToken()
    {
        QVERIFY(start(100));
        const auto results = askAtOnce(clients(), productList());
        QCOMPARE(results.size(), 100u);
        for (const KiotVietResult& result : results)
            QCOMPARE(totalOf(result), 3);
        QCOMPARE(m_stub->tokenRequests(), 1);
        QCOMPARE(m_stub->reads(), 1);
        QCOMPARE(m_server->cli({"GET", tokenKey()}), "kv-1"_ba);
        const qint64 life = m_server->cli({"TTL", tokenKey()}).toLongLong();
        QVERIFY2(life > 86'050 && life <= 86'100, qPrintable(QString::number(life)));
        // And every one of them needs it for a question of its own.
        for (size_t i = 0; i < m_engines.size(); ++i)
            QCOMPARE(totalOf(m_engines[i]->ask({"orders", {}, {{"customerIds", QByteArray::number(i)}}})), 0);
        QCOMPARE(m_stub->tokenRequests(), 1);
    }

    void aRevokedTokenCostsOneNewOne()
    {
        QVERIFY(start(30));
        QCOMPARE(totalOf(m_engines[0]->askProducts()), 3);
        m_stub->revokeTokens();
        std::vector<QCoro::Task<KiotVietResult>> asked;
        for (size_t i = 0; i < m_engines.size(); ++i)
            asked.push_back(m_engines[i]->client->get({"orders", {}, {{"customerIds", QByteArray::number(i)}}}));
        for (auto& each : asked)
            QCOMPARE(totalOf(resultOf(std::move(each))), 0);
        QCOMPARE(m_stub->tokenRequests(), 2);
    }

    void aLateMakerOfATokenIsRefused()
    {
        QVERIFY(start(2));
        redis::RedisSharedShelf& slow = m_engines[0]->shelf;
        redis::RedisSharedShelf& quick = m_engines[1]->shelf;
        const qint64 first = finished(slow.takeTurn("kv_token:x"_ba, 1ms));
        QTRY_COMPARE(m_server->cli({"EXISTS", "lock:kv_token:x"}), "0"_ba);
        const qint64 second = finished(quick.takeTurn("kv_token:x"_ba, 10s));
        QVERIFY(first > 0 && second > first);
        QCOMPARE(finished(slow.takeTurn("kv_token:x"_ba, 10s)), 0);
        QVERIFY(finished(quick.endTurn("kv_token:x"_ba, second, "new"_ba, 60s)));
        QVERIFY(!finished(slow.endTurn("kv_token:x"_ba, first, "old"_ba, 60s)));
        QCOMPARE(m_server->cli({"GET", "kv_token:x"}), "new"_ba);
        QCOMPARE(finished(quick.takeTurn("kv_token:x"_ba, 10s)), 0);
    }

    void aKeptListAnswersWithinAMillisecond()
    {
        m_stub->setItems(u"products"_s, products(100));
        QVERIFY(start(1));
        QCOMPARE(totalOf(m_engines[0]->askProducts()), 100);
        std::vector<qint64> times;
        for (int i = 0; i < 101; ++i) {
            QElapsedTimer watch;
            watch.start();
            const KiotVietResult result = QCoro::waitFor(m_engines[0]->client->get(productList()));
            times.push_back(watch.nsecsElapsed());
            QCOMPARE(totalOf(result), 100);
        }
        std::ranges::sort(times);
        QVERIFY2(times[50] < 1'000'000 * testing::promptly(std::chrono::milliseconds(1)),
                 qPrintable(QString::number(times[50])));
        QCOMPARE(m_stub->reads(), 1);
    }

    void allAreRightAfterAWebhookToOne()
    {
        QVERIFY(start(3));
        for (const auto& engine : m_engines)
            QCOMPARE(totalOf(engine->askProducts()), 3);
        QCOMPARE(m_stub->reads(), 1);
        m_stub->setItems(u"products"_s, products(5));
        m_engines[2]->forget("products");
        for (const auto& engine : m_engines)
            QCOMPARE(totalOf(engine->askProducts()), 5);
        QCOMPARE(m_stub->reads(), 2);
    }

    void anAnswerOnItsWayInAnotherEngineIsNotKept()
    {
        QVERIFY(start(2));
        QCOMPARE(totalOf(m_engines[0]->ask({"orders", {}, {}})), 0);
        StubScript slow;
        slow.minDelay = slow.maxDelay = 200;
        slow.body = R"({"total":3,"data":[]})";
        m_stub->enqueue(slow);
        auto early = m_engines[0]->client->get(productList());
        QTRY_COMPARE(m_stub->received(), 3);
        m_stub->setItems(u"products"_s, products(5));
        m_engines[1]->forget("products");
        QCOMPARE(totalOf(m_engines[1]->askProducts()), 5);
        QCOMPARE(totalOf(resultOf(std::move(early))), 3);
        QCOMPARE(totalOf(m_engines[0]->askProducts()), 5);
        QCOMPARE(m_engines[0]->client->figures().late, 1);
    }

    void namesAndNumbersOfPeopleAreInNoKey()
    {
        QVERIFY(start(1));
        QCOMPARE(totalOf(m_engines[0]->ask({"customers", {}, {{"contactNumber", "0901234567"}}})), 0);
        const QByteArray keys = m_server->cli({"KEYS", "*"});
        QVERIFY(keys.contains("api_cache:kiotviet:customers:"));
        QVERIFY(!keys.contains("0901234567"));
        QVERIFY(!keys.contains("secret"));
        const QByteArray copy = m_server->cli({"ZRANGE", "api_cache_index:kiotviet:customers", "0", "0"});
        const qint64 life = m_server->cli({"PTTL", copy}).toLongLong();
        QVERIFY2(life > 0 && life <= 30'000, qPrintable(QString::number(life)));
    }

    void theLimitIsOneForAllEngines()
    {
        // A second stands for the hour: Redis' own clock cannot be moved.
        KiotVietAccount account = accountAt(*m_stub);
        account.requestsPerWindow = 20;
        account.window = 1000ms;
        m_stub->setLimit(22, 1000);
        QVERIFY(start(4, account));
        int answered = 0;
        int refused = 0;
        QElapsedTimer watch;
        watch.start();
        for (int i = 0; watch.elapsed() < 3000; ++i) {
            const KiotVietResult result =
                m_engines[size_t(i) % 4]->ask({"orders", {}, {{"customerIds", QByteArray::number(i)}}});
            if (totalOf(result) == 0) ++answered;
            if (faultOf(result) == ShopFault::Kind::BudgetUsed) ++refused;
        }
        QCOMPARE(m_stub->overLimit(), 0);
        QVERIFY(refused > 0);
        QVERIFY2(answered >= 40, qPrintable(QString::number(answered)));
    }

    void goesOnWithoutRedis()
    {
        QVERIFY(start(1));
        AskingEngine& engine = *m_engines[0];
        QCOMPARE(totalOf(engine.askProducts()), 3);
        m_server->kill();
        QVERIFY(waitUntil([&] { return !engine.side.health.canRead(); }));
        m_stub->setItems(u"products"_s, products(5));
        QCOMPARE(totalOf(engine.askProducts()), 5);
        QCOMPARE(totalOf(engine.askProducts()), 5);
        QCOMPARE(m_stub->reads(), 2);
        QVERIFY2(m_stub->tokenRequests() == 1, "the token outlives Redis");
    }

    void whatChangedWhileRedisWasAwayIsForgottenThere()
    {
        QVERIFY(start(2));
        QCOMPARE(totalOf(m_engines[0]->askProducts()), 3);
        m_server->pause();
        QVERIFY(waitUntil([&] { return !m_engines[1]->side.health.canRead(); }, 15s));
        m_stub->setItems(u"products"_s, products(5));
        m_engines[1]->forget("products");
        m_server->resume();
        QVERIFY(waitUntil([&] { return m_engines[1]->side.health.canWrite(); }, 15s));
        QCOMPARE(totalOf(m_engines[1]->askProducts()), 5);
        QVERIFY(waitUntil([&] { return m_engines[0]->side.health.canWrite(); }, 15s));
        QCOMPARE(totalOf(m_engines[0]->askProducts()), 5);
    }
};

TONGDAI_TEST(KiotVietClientRedisTest)

}  // namespace tongdai::upstream

#include "kiotviet_client_redis_test.moc"
