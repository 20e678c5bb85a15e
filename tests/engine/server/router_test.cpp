#include "engine/server/router.h"

#include "tests/support/hand_moved_clock.h"
#include "tests/support/test_registry.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using contract::RouteId;
using http::Exchange;
using http::Request;
using http::Response;

namespace {

const QByteArray kPlatform = QByteArray(40, 'p');
const QByteArray kAdmin = QByteArray(40, 'a');

QCoro::Task<Response> answerTarget(std::shared_ptr<Exchange> exchange)
{
    co_return Response::text(exchange->request().target + ' ' + exchange->request().captures.join(u'|').toUtf8());
}

class Mounted final : public http::RequestHandler {
public:
    std::optional<qsizetype> bodyLimit(const Request&) const override { return 77; }
    QCoro::Task<Response> handle(std::shared_ptr<Exchange>) override { co_return Response::text("mounted"_ba); }
    http::UpgradeHandler upgradeHandler(const Request&) const override
    {
        return [](QTcpSocket*, const Request&) {};
    }
};

}  // namespace

class RouterTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void everyRouteNeedsItsPermission();
    void answers_data();
    void answers();
    void saysWhichMethodsAPathHas();
    void namesTheBearerScheme();
    void decodesCapturesOnce();
    void acceptsASecondTokenForRotation();
    void anEmptyTokenIsNoToken();
    void knowsItsHosts_data();
    void knowsItsHosts();
    void mountsOtherProtocols();
    void slowsWhoeverTriesTokens();
    void boundsRequestsOfOneAddress();
    void boundsRequestsOfOneToken();
    void judgesHeadsBeforeBodies_data();
    void judgesHeadsBeforeBodies();
    void answersListedPages();
    void asksForJson_data();
    void asksForJson();

private:
    Request request(const QByteArray& method, const QByteArray& target, const QByteArray& token = {}) const;
    Response ask(Request request) const;

    void build(AccessRules rules);

    std::unique_ptr<Router> m_router;
    Mounted m_mounted;
};

void RouterTest::init()
{
    build({BearerTokens({kPlatform}), BearerTokens({kAdmin}), HostAllowList({u"Desk.Example"_s})});
}

void RouterTest::build(AccessRules rules)
{
    m_router = std::make_unique<Router>(std::move(rules));
    for (const contract::RestRoute& route : contract::restRoutes())
        m_router->serve(route.id, answerTarget);
    m_router->mount(u"/socket.io/"_s, m_mounted);
    m_router->mount(u"/chat/ws"_s, m_mounted);
}

Request RouterTest::request(const QByteArray& method, const QByteArray& target, const QByteArray& token) const
{
    Request request;
    request.method = method;
    request.target = target;
    const qsizetype query = target.indexOf('?');
    request.path = QString::fromUtf8(QByteArray::fromPercentEncoding(query < 0 ? target : target.left(query)));
    if (query >= 0) request.query = QUrlQuery(QString::fromUtf8(target.mid(query + 1)));
    request.headers.emplaceBack("Host"_ba, "127.0.0.1:8000"_ba);
    if (!token.isNull()) request.headers.emplaceBack("Authorization"_ba, "Bearer " + token);
    return request;
}

Response RouterTest::ask(Request request) const
{
    return QCoro::waitFor(m_router->handle(std::make_shared<Exchange>(std::move(request))));
}

/// F69
void RouterTest::everyRouteNeedsItsPermission()
{
    for (const contract::RestRoute& route : contract::restRoutes()) {
        const QByteArray method = route.method.toByteArray();
        const QByteArray target = route.path.toByteArray().replace("{id}", "c1");
        const auto status = [&](const QByteArray& token) { return ask(request(method, target, token)).status; };
        using enum contract::Permission;
        QCOMPARE(status({}), route.permission == Open ? 200 : 401);
        QCOMPARE(status(kPlatform), route.permission == Admin ? 401 : 200);
        QCOMPARE(status(kAdmin), route.permission == Platform ? 401 : 200);
        QCOMPARE(status(kAdmin.chopped(1)), route.permission == Open ? 200 : 401);
    }
}

void RouterTest::answers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray& method, const QByteArray& target, int status) {
        QTest::addRow("%s %s", method.constData(), target.constData()) << method << target << status;
    };
    row("GET", "/", 200);
    row("HEAD", "/health", 200);
    row("GET", "/api/v1/health?x=1", 200);
    row("POST", "/health", 405);
    row("DELETE", "/api/v1/admin/conversations/a/cancel", 405);
    row("GET", "/api/v1/enhanced-handle-message", 405);
    row("OPTIONS", "/api/v1/enhanced-handle-message", 204);
    row("GET", "/nothing", 404);
    row("GET", "/health/", 404);
    row("GET", "//health", 404);
    row("GET", "/api/v1/../health", 404);
    row("GET", "/HEALTH", 404);
    row("POST", "/api/v1/admin/conversations//cancel", 404);
    row("POST", "/api/v1/admin/conversations/a/b/cancel", 404);
    row("OPTIONS", "*", 404);
}

void RouterTest::answers()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    const Response response = ask(request(method, target, kAdmin));
    QCOMPARE(response.status, status);
    if (status >= 400) QVERIFY(response.body.startsWith("{\"detail\":\""));
}

void RouterTest::saysWhichMethodsAPathHas()
{
    const auto allow = [&](const QByteArray& target) {
        const Response response = ask(request("DELETE", target));
        for (const http::Header& header : response.headers) {
            if (header.first == "Allow") return header.second;
        }
        return QByteArray();
    };
    QCOMPARE(allow("/health"), "GET, HEAD, OPTIONS"_ba);
    QCOMPARE(allow("/api/v1/enhanced-handle-message"), "POST, OPTIONS"_ba);
    QCOMPARE(allow("/nothing"), QByteArray());
}

/// F69
void RouterTest::namesTheBearerScheme()
{
    Request basic = request("GET", "/api/v1/admin/stats");
    basic.headers.emplaceBack("Authorization"_ba, "Basic " + kAdmin.toBase64());
    const Response refused = ask(basic);
    QCOMPARE(refused.status, 401);
    QVERIFY(refused.headers.contains(http::Header("WWW-Authenticate"_ba, "Bearer"_ba)));
    // Missing and wrong look the same.
    QCOMPARE(refused.body, ask(request("GET", "/api/v1/admin/stats")).body);
    QCOMPARE(refused.body, ask(request("GET", "/api/v1/admin/stats", "x")).body);
    // A token in the address is refused even when it is right.
    QCOMPARE(ask(request("GET", "/api/v1/admin/stats?access_token=" + kAdmin, kAdmin)).status, 401);
    Request lower = request("GET", "/api/v1/admin/stats");
    lower.headers.emplaceBack("authorization"_ba, "bearer " + kAdmin);
    QCOMPARE(ask(lower).status, 200);
}

void RouterTest::decodesCapturesOnce()
{
    const QByteArray target = "/api/v1/admin/conversations/a%2Fb%2520%C4%91/cancel";
    QCOMPARE(ask(request("POST", target, kAdmin)).body, target + " a/b%20đ");
}

void RouterTest::acceptsASecondTokenForRotation()
{
    build({{}, BearerTokens({kAdmin, QByteArray(32, 'n')}), HostAllowList{}});
    QCOMPARE(ask(request("GET", "/api/v1/admin/stats", kAdmin)).status, 200);
    QCOMPARE(ask(request("GET", "/api/v1/admin/stats", QByteArray(32, 'n'))).status, 200);
    build({{}, BearerTokens({QByteArray(32, 'n')}), HostAllowList{}});
    QCOMPARE(ask(request("GET", "/api/v1/admin/stats", kAdmin)).status, 401);
}

void RouterTest::anEmptyTokenIsNoToken()
{
    build({BearerTokens({QByteArray()}), BearerTokens({QByteArray()}), HostAllowList{}});
    QCOMPARE(ask(request("GET", "/api/v1/admin/stats", "")).status, 401);
    QCOMPARE(ask(request("GET", "/api/v1/admin/stats")).status, 401);
}

/// F72
void RouterTest::knowsItsHosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray& host, int status) {
        QTest::addRow("%s", host.constData()) << host << status;
    };
    row("localhost", 200);
    row("LOCALHOST:8000", 200);
    row("localhost.", 200);
    row("127.0.0.1", 200);
    row("127.0.0.53:1", 200);
    row("[::1]:8000", 200);
    row("[0:0:0:0:0:0:0:1]", 200);
    row("[localhost]", 421);
    row("desk.example", 200);
    row("DESK.EXAMPLE:443", 200);
    row("evil.example", 421);
    row("desk.example.evil.example", 421);
    row("localhost.evil.example", 421);
    row("127.0.0.1.evil.example", 421);
    row("127.1", 421);
    row("10.0.0.1", 421);
    row("[::2]", 421);
    row("[::1", 421);
    row("localhost:80x", 421);
    row("localhost@evil.example", 421);
    row("", 421);
}

void RouterTest::knowsItsHosts()
{
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    Request asked = request("GET", "/health");
    asked.headers = {{"Host"_ba, host}};
    QCOMPARE(ask(asked).status, status);
    QCOMPARE(ask(asked).status, status);  // the second answer comes from memory
    asked.path = u"/socket.io/"_s;
    QCOMPARE(ask(asked).status, status);
}

void RouterTest::mountsOtherProtocols()
{
    QCOMPARE(ask(request("GET", "/socket.io/?EIO=4")).body, "mounted"_ba);
    QCOMPARE(ask(request("POST", "/socket.io/x")).body, "mounted"_ba);
    QCOMPARE(ask(request("GET", "/socket.io?EIO=4&transport=polling")).status, 404);
    QVERIFY(!m_router->upgradeHandler(request("GET", "/socket.io?EIO=4&transport=websocket")));
    QCOMPARE(ask(request("GET", "/chat/ws")).body, "mounted"_ba);
    QCOMPARE(ask(request("GET", "/chat/ws/admin")).body, "mounted"_ba);
    QCOMPARE(ask(request("GET", "/socket.iox")).status, 404);
    QCOMPARE(m_router->bodyLimit(request("POST", "/socket.io/")), std::optional<qsizetype>(77));
    QCOMPARE(m_router->bodyLimit(request("POST", "/health")), std::optional<qsizetype>());
    QVERIFY(m_router->upgradeHandler(request("GET", "/socket.io/")));
    QVERIFY(!m_router->upgradeHandler(request("GET", "/health")));
}

void RouterTest::slowsWhoeverTriesTokens()
{
    testing::HandMovedClock clock;
    const auto wrong = std::make_shared<WrongTokens>(clock);
    build({BearerTokens({kPlatform}), BearerTokens({kAdmin}), HostAllowList(), wrong, {}});
    const QByteArray target = "/api/v1/admin/stats";
    const auto statusFor = [&](const QByteArray& token) { return ask(request("GET", target, token)).status; };
    for (int i = 0; i < WrongTokens::kFree; ++i)
        QCOMPARE(statusFor("wrong"), 401);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(statusFor({}), 429);  // no token is no try, and nobody is told more
    const Response refused = ask(request("GET", target, kAdmin));
    QCOMPARE(refused.status, 429);
    QVERIFY(refused.headers.contains(http::Header("Retry-After", "1")));
    QVERIFY(!m_router->isService(request("GET", "/health", kAdmin)));
    clock.at += 1s;
    QCOMPARE(statusFor(kAdmin), 200);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(statusFor("wrong"), i == 0 ? 401 : 429);
    QCOMPARE(statusFor(kAdmin), 200);  // who has brought a right one is not locked out by others
}

void RouterTest::boundsRequestsOfOneAddress()
{
    testing::HandMovedClock clock;
    const auto doors = std::make_shared<DoorLimits>(DoorLimits::Rules{.addressRequestsPerMinute = 2}, clock);
    build({BearerTokens({kPlatform}), BearerTokens({kAdmin}), HostAllowList(), {}, doors});
    QCOMPARE(ask(request("GET", "/health")).status, 200);
    QCOMPARE(ask(request("GET", "/api/chat/threads")).status, 200);
    const Response refused = ask(request("GET", "/api/chat/threads"));
    QCOMPARE(refused.status, 429);
    QVERIFY(refused.headers.contains(http::Header("Retry-After", "60")));
    QCOMPARE(ask(request("GET", "/api/v1/admin/stats", kAdmin)).status, 200);
}

namespace {

class RouterRates final : public ports::RateLimits {
public:
    explicit RouterRates(const ports::Clock& clock) : ledger(clock) {}
    QCoro::Task<RateAnswer> charge(RateScope scope, QByteArray name, QByteArray act) override
    {
        co_return ledger.charge(scope, name, act);
    }
    QCoro::Task<std::vector<RateAnswer>> chargeAll(std::vector<RateName> names, QByteArray act) override
    {
        co_return ledger.chargeAll(names, act);
    }
    RateLedger ledger;
};

}  // namespace

/// Security S40: whoever brings a token is counted by name and with all others, and told how they stand.
void RouterTest::boundsRequestsOfOneToken()
{
    testing::HandMovedClock clock;
    RouterRates rates(clock);
    rates.ledger.setRule(RateScope::ApiUser, {3, 60s});
    build({BearerTokens({kPlatform}), BearerTokens({kAdmin}), HostAllowList(), {}, {}, {}, {}, &rates});
    const QByteArray target = "/api/v1/admin/stats";
    for (int left = 2; left >= 0; --left) {
        const Response answer = ask(request("GET", target, kAdmin));
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.headers.contains(http::Header("X-RateLimit-Limit", "3")));
        QVERIFY(answer.headers.contains(http::Header("X-RateLimit-Remaining", QByteArray::number(left))));
        clock.at += 10s;
    }
    const Response refused = ask(request("GET", target, kAdmin));
    QCOMPARE(refused.status, 429);
    QVERIFY(refused.headers.contains(http::Header("Retry-After", "30")));
    QVERIFY(refused.headers.contains(http::Header("X-RateLimit-Remaining", "0")));
    QVERIFY(refused.headers.contains(http::Header("X-RateLimit-Reset", "30")));
    QCOMPARE(ask(request("GET", "/health", kAdmin)).status, 200);  // monitoring is not counted
    clock.at += 30s;
    QCOMPARE(ask(request("GET", target, kAdmin)).status, 200);
    rates.ledger.setRule(RateScope::ApiWorkspace, {1, 60s});
    clock.at += 60s;
    QCOMPARE(ask(request("GET", target, kAdmin)).status, 200);
    QCOMPARE(ask(request("GET", target, kAdmin)).status, 429);  // all together
}

void RouterTest::judgesHeadsBeforeBodies_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<http::Header>("header");
    QTest::addColumn<int>("status");  // 0: the body may come
    const http::Header none;
    const QByteArray route = "/api/v1/enhanced-handle-message"_ba;
    QTest::newRow("right") << route << kPlatform << none << 0;
    QTest::newRow("host") << route << kPlatform << http::Header("Host", "evil.example") << 421;
    QTest::newRow("token") << route << kAdmin << none << 401;
    QTest::newRow("token in the query") << route + "?token=x" << kPlatform << none << 401;
    QTest::newRow("type") << route << kPlatform << http::Header("Content-Type", "text/plain") << 415;
    QTest::newRow("nowhere") << "/nothing"_ba << kPlatform << none << 404;
    QTest::newRow("method") << "/health"_ba << kPlatform << none << 405;
    QTest::newRow("page") << "/api/chat/threads/a/read"_ba << QByteArray()
                          << http::Header("Origin", "https://evil.example") << 403;
    QTest::newRow("listed page") << "/api/chat/threads/a/read"_ba << QByteArray()
                                 << http::Header("Origin", "https://shop.example") << 0;
    QTest::newRow("mounted") << "/socket.io/"_ba << QByteArray() << none << 0;
    QTest::newRow("mounted, host") << "/socket.io/"_ba << QByteArray() << http::Header("Host", "evil.example") << 421;
}

void RouterTest::judgesHeadsBeforeBodies()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, token);
    QFETCH(http::Header, header);
    QFETCH(int, status);
    m_router->openToPages(u"/api/chat"_s, engineio::OriginPolicy::listed({"https://shop.example"}),
                          Response::error(403, u"no"_s));
    Request head = request("POST", target, token);
    if (header.first == "Host") head.headers.removeFirst();
    if (!header.first.isEmpty()) head.headers.prepend(header);
    const auto begun = m_router->bodyBegins(head);
    const auto* refused = std::get_if<Response>(&begun);
    QCOMPARE(refused ? refused->status : 0, status);
}

/// F72
void RouterTest::answersListedPages()
{
    const auto origins = engineio::OriginPolicy::listed({"https://shop.example"_ba});
    m_router->openToPages(u"/api/chat"_s, origins, Response::error(403, u"no"_s));
    m_router->serve(RouteId::ChatThreads, &answerTarget);
    const auto asked = [this](const QByteArray& method, const QByteArray& target, const QByteArray& origin) {
        Request sent = request(method, target);
        if (!origin.isEmpty()) sent.headers.emplaceBack("Origin"_ba, origin);
        return ask(std::move(sent));
    };
    const auto allowed = [](const Response& response) {
        for (const http::Header& each : response.headers) {
            if (each.first == "Access-Control-Allow-Origin") return each.second;
        }
        return QByteArray();
    };
    const Response listed = asked("GET"_ba, "/api/chat/threads"_ba, "https://shop.example"_ba);
    QCOMPARE(listed.status, 200);
    QCOMPARE(allowed(listed), "https://shop.example"_ba);
    const Response preflight = asked("OPTIONS"_ba, "/api/chat/threads/t1/messages"_ba, "https://shop.example"_ba);
    QCOMPARE(preflight.status, 204);
    QCOMPARE(allowed(preflight), "https://shop.example"_ba);
    const Response foreign = asked("GET"_ba, "/api/chat/threads"_ba, "https://evil.example"_ba);
    QCOMPARE(foreign.status, 403);
    QCOMPARE(allowed(foreign), QByteArray());
    QCOMPARE(asked("GET"_ba, "/api/chat/threads"_ba, {}).status, 200);  // no page
    const Response elsewhere = asked("GET"_ba, "/api/chathistory/session/x"_ba, "https://shop.example"_ba);
    QCOMPARE(allowed(elsewhere), QByteArray());
}

/// F72
void RouterTest::asksForJson_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QByteArray() << 200;
    QTest::newRow("json") << "application/json"_ba << 200;
    QTest::newRow("with charset") << "Application/JSON; charset=utf-8"_ba << 200;
    QTest::newRow("vendor") << "application/vnd.shop+json"_ba << 200;
    QTest::newRow("form") << "application/x-www-form-urlencoded"_ba << 415;
    QTest::newRow("text") << "text/plain"_ba << 415;
}

void RouterTest::asksForJson()
{
    QFETCH(QByteArray, type);
    QFETCH(int, status);
    Request post = request("POST", "/api/v1/enhanced-handle-message", kPlatform);
    if (!type.isNull()) post.headers.emplaceBack("Content-Type"_ba, type);
    QCOMPARE(ask(post).status, status);
    // A route without a body does not mind.
    Request cancel = request("POST", "/api/v1/admin/conversations/a/cancel", kAdmin);
    cancel.headers.emplaceBack("Content-Type"_ba, "text/plain"_ba);
    QCOMPARE(ask(cancel).status, 200);
}

TONGDAI_TEST(RouterTest)

}  // namespace tongdai

#include "router_test.moc"
