#include "engine/state/local/local_shared_shelf.h"
#include "engine/upstream/kiotviet/kiotviet_reply.h"
#include "tests/engine/upstream/kiotviet_scene.h"
#include "tests/engine/upstream/result_of.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tongdai::testing;

/// KiotViet asked by one engine without Redis (contracts/kiotviet).
class KiotVietClientTest : public QObject {
    Q_OBJECT

    PushedClock m_clock;
    SomeRandom m_random;
    std::unique_ptr<KiotVietStub> m_stub;
    std::unique_ptr<LocalSharedShelf> m_shelf;
    std::shared_ptr<KiotVietClient> m_client;

    std::shared_ptr<KiotVietClient> clientOf(KiotVietAccount account)
    {
        return std::make_shared<KiotVietClient>(std::move(account), *m_shelf, m_clock, m_random);
    }
    KiotVietResult ask(const KiotVietQuestion& question) { return QCoro::waitFor(m_client->get(question)); }
    KiotVietResult askProducts() { return ask(productList()); }
    static StubScript saying(int status, const QByteArray& body, const StubHeaders& headers = {})
    {
        StubScript script;
        script.status = status;
        script.body = body;
        script.headers = headers;
        return script;
    }

private slots:
    void init()
    {
        m_clock.ahead = {};
        m_stub = std::make_unique<KiotVietStub>();
        QVERIFY(m_stub->listen());
        m_stub->setItems(u"products"_s, products(3));
        m_stub->setItems(u"orders"_s, {});
        m_stub->setItems(u"customers"_s, {});
        m_shelf = std::make_unique<LocalSharedShelf>(m_clock);
        m_client = clientOf(accountAt(*m_stub));
    }
    void cleanup()
    {
        m_client->close();
        m_client.reset();
        m_stub.reset();
    }

    void aHundredNeedsAtOnceCostOneTokenAndOneRequest()
    {
        const auto results = askAtOnce(std::vector(100, m_client), productList());
        QCOMPARE(results.size(), 100u);
        for (const KiotVietResult& result : results)
            QCOMPARE(totalOf(result), 3);
        QCOMPARE(m_stub->tokenRequests(), 1);
        QCOMPARE(m_stub->reads(), 1);
    }

    void aDayCostsOneToken()
    {
        for (int hour = 0; hour < 23; ++hour) {
            QCOMPARE(totalOf(askProducts()), 3);
            m_clock.ahead += 1h;
        }
        QCOMPARE(m_stub->tokenRequests(), 1);
        m_clock.ahead += 54min;  // five minutes before the end it counts as over
        QVERIFY(totalOf(askProducts()) == 3);
        QCOMPARE(m_stub->tokenRequests(), 1);
        m_clock.ahead += 11min;
        QVERIFY(totalOf(askProducts()) == 3);
        QCOMPARE(m_stub->tokenRequests(), 2);
    }

    void aTokenOfNoLengthIsUsedAllTheSame()
    {
        m_stub->setExpiresIn(60);
        QCOMPARE(totalOf(askProducts()), 3);
        QCOMPARE(m_stub->tokenRequests(), 1);
    }

    void aRevokedTokenCostsOneNewOneAndNoWrongAnswer()
    {
        QCOMPARE(totalOf(askProducts()), 3);
        m_stub->revokeTokens();
        resultOf([](auto client) -> QCoro::Task<bool> {
            co_await client->forget("products"_ba);
            co_return true;
        }(m_client));
        for (const KiotVietResult& result : askAtOnce(std::vector(50, m_client), productList()))
            QCOMPARE(totalOf(result), 3);
        // Many questions at once, each refused with the same token.
        m_stub->revokeTokens();
        std::vector<QCoro::Task<KiotVietResult>> asked;
        for (int i = 0; i < 20; ++i)
            asked.push_back(m_client->get({"orders", {}, {{"customerIds", QByteArray::number(i)}}}));
        for (auto& each : asked)
            QCOMPARE(totalOf(resultOf(std::move(each))), 0);
        QCOMPARE(m_stub->tokenRequests(), 3);
    }

    void wrongCredentialsAreAskedForOnce()
    {
        m_stub->setSecret("another");
        for (const KiotVietResult& result : askAtOnce(std::vector(20, m_client), productList()))
            QCOMPARE(faultOf(result), std::optional(ShopFault::Kind::Credentials));
        QCOMPARE(faultOf(askProducts()), std::optional(ShopFault::Kind::Credentials));
        QCOMPARE(m_stub->tokenRequests(), 1);
        m_stub->setSecret("secret");
        m_clock.ahead += 61s;
        QCOMPARE(totalOf(askProducts()), 3);
    }

    void aKeptListAnswersWithinAMillisecond()
    {
        m_stub->setItems(u"products"_s, products(100));
        QCOMPARE(totalOf(askProducts()), 100);
        QElapsedTimer watch;
        watch.start();
        constexpr int kTimes = 100;
        for (int i = 0; i < kTimes; ++i) {
            const auto task = m_client->get(productList());
            QVERIFY(task.isReady());
        }
        QVERIFY2(watch.nsecsElapsed() / kTimes < 1'000'000, qPrintable(QString::number(watch.nsecsElapsed() / kTimes)));
        QCOMPARE(m_stub->reads(), 1);
    }

    void isRightAfterSomethingChanged()
    {
        QCOMPARE(totalOf(askProducts()), 3);
        m_stub->setItems(u"products"_s, products(5));
        QCOMPARE(totalOf(askProducts()), 3);
        QCoro::waitFor(m_client->forget("products"_ba));
        QCOMPARE(totalOf(askProducts()), 5);
    }

    void anAnswerThatWasOnItsWayDuringAChangeIsNotKept()
    {
        StubScript slow;
        slow.minDelay = slow.maxDelay = 200;
        QCOMPARE(totalOf(ask({"orders", {}, {}})), 0);  // the token is there
        // What it will answer was true when it was asked.
        slow.body = R"({"total":3,"data":[]})";
        m_stub->enqueue(slow);
        auto early = m_client->get(productList());
        QTRY_COMPARE(m_stub->received(), 3);
        m_stub->setItems(u"products"_s, products(5));
        QCoro::waitFor(m_client->forget("products"_ba));
        QCOMPARE(totalOf(askProducts()), 5);
        QCOMPARE(totalOf(resultOf(std::move(early))), 3);
        QCOMPARE(totalOf(askProducts()), 5);
        QCOMPARE(m_client->figures().late, 1);
    }

    void anOldCopyIsGivenOutWhileANewOneIsAskedFor()
    {
        QCOMPARE(totalOf(askProducts()), 3);
        m_stub->setItems(u"products"_s, products(5));
        m_clock.ahead += 6min;
        const KiotVietResult old = askProducts();
        QCOMPARE(totalOf(old), 3);
        QVERIFY(std::get<KiotVietAnswer>(old).isRefreshing);
        QVERIFY(std::get<KiotVietAnswer>(old).age >= 6min);
        QTRY_COMPARE(totalOf(askProducts()), 5);
        QCOMPARE(m_stub->reads(), 2);
    }

    void whatChangesOftenIsNeverOlderThanHalfAMinute()
    {
        QCOMPARE(totalOf(ask({"orders", {}, {}})), 0);
        m_stub->setItems(u"orders"_s, {QJsonObject{{u"id"_s, 1}}});
        m_clock.ahead += 31s;
        QCOMPARE(totalOf(ask({"orders", {}, {}})), 1);
    }

    void theLimitOfAnHourIsNeverPassed()
    {
        m_stub->setClock([this] { return m_clock.ms(); });
        // A tenth of both limits: the distance between them is what matters.
        m_stub->setLimit(500, 3'600'000);
        m_client->close();
        KiotVietAccount account = accountAt(*m_stub);
        account.requestsPerWindow = 450;
        m_client = clientOf(account);
        int answered = 0;
        int refused = 0;
        // An hour and a half of more different questions than it allows.
        for (int i = 0; i < 750; ++i) {
            const KiotVietResult result = ask({"orders", {}, {{"customerIds", QByteArray::number(i)}}});
            if (totalOf(result) == 0) ++answered;
            if (faultOf(result) == ShopFault::Kind::BudgetUsed) ++refused;
            m_clock.ahead += 7200ms;
        }
        QCOMPARE(answered + refused, 750);
        QCOMPARE(m_stub->overLimit(), 0);
        QVERIFY(refused > 0);
        QVERIFY2(answered >= 650, qPrintable(QString::number(answered)));
        QVERIFY(QCoro::waitFor(m_client->budgetUsed()) <= 450);
    }

    void troubleIsToldByItsKind_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, int status, const QByteArray& body, ShopFault::Kind kind,
                            const QString& words) { QTest::newRow(name) << status << body << int(kind) << words; };
        row("a rule of the shop", 420,
            R"({"responseStatus":{"errorCode":"KvValidateException","message":"Thiết lập giao hàng đang không được bật"}})",
            ShopFault::Kind::Refused, u"Thiết lập giao hàng đang không được bật"_s);
        row("in capitals", 420, R"({"ResponseStatus":{"Message":"Sai chi nhánh"}})", ShopFault::Kind::Refused,
            u"Sai chi nhánh"_s);
        row("throttled under 420", 420, R"({"responseStatus":{"message":"Vượt quá số lượng request"}})",
            ShopFault::Kind::Throttled, u"Vượt quá số lượng request"_s);
        row("throttled", 429, "slow down", ShopFault::Kind::Throttled, u"status 429"_s);
        row("no under 200", 200, R"({"success":false,"message":"Không có quyền"})", ShopFault::Kind::Refused,
            u"Không có quyền"_s);
        row("a page", 200, "<html><body>Bảo trì</body></html>", ShopFault::Kind::BadAnswer,
            u"a web page instead of data"_s);
        row("broken", 503, "<html/>", ShopFault::Kind::Unreachable, u"status 503"_s);
    }
    void troubleIsToldByItsKind()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        QFETCH(QString, words);
        QCOMPARE(totalOf(ask({"orders", {}, {}})), 0);
        m_stub->enqueue(saying(status, body));
        const KiotVietResult result = askProducts();
        QCOMPARE(faultOf(result), std::optional(ShopFault::Kind(kind)));
        QCOMPARE(std::get<ShopFault>(result).what, words);
    }

    /// Of an order that is said to be refused another one is made: only what surely did nothing is a refusal.
    void whatIsNoRefusalMayHaveWorked_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isOpen");
        const auto row = [](const char* name, int status, const QByteArray& body, bool isOpen) {
            QTest::newRow(name) << status << body << isOpen;
        };
        row("accepted", 202, "{}", true);
        row("somewhere else", 302, "", true);
        row("took too long", 408, "{}", true);
        row("a conflict", 409, "{}", true);
        row("broken", 500, "{}", true);
        row("broken, with a word of limits", 503, R"({"message":"rate limit"})", true);
        row("a page", 200, "<html/>", true);
        row("no under 200", 200, R"({"success":false,"message":"Không có quyền"})", false);
        row("a wrong question", 400, "{}", false);
        row("not allowed", 403, "{}", false);
        row("a rule of the shop", 420, "{}", false);
        row("too often", 429, "{}", false);
    }
    void whatIsNoRefusalMayHaveWorked()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, isOpen);
        HttpReply reply;
        reply.status = status;
        reply.body = body;
        const auto read = readKiotVietReply(reply);
        QVERIFY(std::holds_alternative<ShopFault>(read));
        QCOMPARE(std::get<ShopFault>(read).mayHaveWorked, isOpen);
    }

    void isNotAskedWhileItSaysTooOften()
    {
        QCOMPARE(totalOf(ask({"orders", {}, {}})), 0);
        m_stub->enqueue(saying(429, "{}", {{"Retry-After", "40"}}));
        QCOMPARE(faultOf(askProducts()), std::optional(ShopFault::Kind::Throttled));
        const int before = m_stub->received();
        const KiotVietResult again = askProducts();
        QCOMPARE(faultOf(again), std::optional(ShopFault::Kind::Throttled));
        QVERIFY(std::get<ShopFault>(again).retryAfter > 30s);
        QCOMPARE(m_stub->received(), before);
        m_clock.ahead += 41s;
        QCOMPARE(totalOf(askProducts()), 3);
    }

    void aChangeOfOursForgetsWhatWasKnown()
    {
        QCOMPARE(totalOf(ask({"orders", {}, {}})), 0);
        m_stub->setItems(u"orders"_s, {QJsonObject{{u"id"_s, 1}}});
        const KiotVietResult made =
            resultOf(m_client->change("POST"_ba, {"orders", {}, {}}, {{u"branchId"_s, 1}, {u"usingCod"_s, true}}));
        QCOMPARE(std::get<KiotVietAnswer>(made).body.value("code"_L1).toString(), u"DH9000"_s);
        QCOMPARE(m_stub->createdOrders().size(), 1);
        QCOMPARE(totalOf(ask({"orders", {}, {}})), 1);
    }

    void twoShopsShareNothing()
    {
        KiotVietAccount other = accountAt(*m_stub);
        other.retailer = "giaydep";
        const auto second = clientOf(other);
        QCOMPARE(totalOf(askProducts()), 3);
        m_stub->setItems(u"products"_s, products(7));
        QCOMPARE(totalOf(resultOf(second->get(productList()))), 7);
        QVERIFY(hashOf("aoxinh", productList()) != hashOf("giaydep", productList()));
        second->close();
    }

    void theOrderOfParametersMakesNoDifference()
    {
        const KiotVietQuestion turned{"products", {}, {{"includeInventory", "true"}, {"pageSize", "100"}}};
        QCOMPARE(hashOf("a", turned), hashOf("a", productList()));
        const KiotVietQuestion glued{"products", {}, {{"a", "1&b=2"}}};
        const KiotVietQuestion apart{"products", {}, {{"a", "1"}, {"b", "2"}}};
        QVERIFY(hashOf("a", glued) != hashOf("a", apart));
    }

    void whoWaitsIsToldWhenItCloses()
    {
        StubScript silent;
        silent.fault = StubScript::Fault::Silent;
        m_stub->setScript(silent);
        auto waiting = m_client->get(productList());
        QTRY_COMPARE(m_stub->received(), 1);
        m_client->close();
        QCOMPARE(faultOf(resultOf(std::move(waiting))), std::optional(ShopFault::Kind::Closed));
    }
};

TONGDAI_TEST(KiotVietClientTest)

}  // namespace tongdai::upstream

#include "kiotviet_client_test.moc"
