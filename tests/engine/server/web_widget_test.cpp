#include "engine/server/web/web_widget.h"

#include "tests/support/test_registry.h"

#include <QCoro/QCoroCore>
#include <QJsonDocument>

namespace tongdai::web {

using namespace Qt::StringLiterals;
using chat::JwtTokens;
using chat::TokenClaims;
using http::Exchange;
using http::Request;
using http::Response;

namespace {

const QByteArray kSecret(40, 's');

class VisitorClock final : public ports::Clock {
public:
    TimePoint now() const override { return at; }
    std::chrono::nanoseconds elapsed() const override { return at.time_since_epoch(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }
    TimePoint at{std::chrono::milliseconds(1'763'708'531'000)};
};

class CountingRandom final : public ports::Random {
public:
    QByteArray bytes(int count) override { return QByteArray(count, char(++m_count)); }
    double unit() override { return 0; }

private:
    int m_count = 0;
};

Request request(const QByteArray& method, const QString& path, const QList<http::Header>& headers = {})
{
    Request request;
    request.method = method;
    request.path = path;
    request.target = path.toUtf8();
    request.headers = headers;
    request.headers.emplaceBack("Host"_ba, "127.0.0.1:8000"_ba);
    request.peer = QHostAddress::LocalHost;
    return request;
}

QByteArray headerOf(const Response& response, const QByteArray& name)
{
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return {};
}

}  // namespace

class WebWidgetTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void servesEveryFileWithItsHeaders_data();
    void servesEveryFileWithItsHeaders();
    void anUnchangedFileIsNotSentAgain();
    void theDemoPageRunsOurScriptsOnly();
    void theWidgetNeverSetsMarkup();
    void loadsNothingFromElsewhere();
    void aVisitorGetsAnIdentity();
    void aVisitorWhoComesBackIsTheSame();
    void aKeyIsNoTokenAndTheOtherWayRound();
    void aForgedKeyMakesAStranger();
    void foreignPagesAreRefused();
    void listedPagesAreAnswered();
    void foreignPagesSendNoBody();
    void refuses_data();
    void refuses();
    void aCrowdFromOneAddressWaits();

private:
    Response ask(Request request) const
    {
        return QCoro::waitFor(m_widget->handle(std::make_shared<Exchange>(std::move(request))));
    }
    Response visit(const QJsonObject& body, const QList<http::Header>& headers = {}) const
    {
        Request asked = request("POST"_ba, u"/widget/visitor"_s, headers);
        asked.headers.emplaceBack("Content-Type"_ba, "application/json"_ba);
        asked.body = QJsonDocument(body).toJson();
        return ask(std::move(asked));
    }
    static QJsonObject json(const Response& response) { return QJsonDocument::fromJson(response.body).object(); }

    VisitorClock m_clock;
    CountingRandom m_random;
    std::unique_ptr<WebWidget> m_widget;
};

void WebWidgetTest::init()
{
    m_widget =
        std::make_unique<WebWidget>(Visitors(kSecret, m_clock, m_random),
                                    engineio::OriginPolicy::listed({"https://shop.example"_ba}), u"Mộc An"_s, m_clock);
}

void WebWidgetTest::servesEveryFileWithItsHeaders_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("widget") << u"/widget.js"_s << "text/javascript; charset=utf-8"_ba;
    QTest::newRow("client") << u"/socket.io.js"_s << "text/javascript; charset=utf-8"_ba;
    QTest::newRow("demo") << u"/demo"_s << "text/html; charset=utf-8"_ba;
    QTest::newRow("style") << u"/demo.css"_s << "text/css; charset=utf-8"_ba;
}

void WebWidgetTest::servesEveryFileWithItsHeaders()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, type);
    const Response response = ask(request("GET"_ba, path));
    QCOMPARE(response.status, 200);
    QCOMPARE(headerOf(response, "Content-Type"_ba), type);
    QCOMPARE(headerOf(response, "X-Content-Type-Options"_ba), "nosniff"_ba);
    QCOMPARE(headerOf(response, "Cache-Control"_ba), "no-cache"_ba);
    QVERIFY(headerOf(response, "ETag"_ba).startsWith('"'));
    QVERIFY(response.body.size() > 500);
    QVERIFY(WebWidget::paths().contains(path));
    QCOMPARE(ask(request("POST"_ba, path)).status, 405);
    QCOMPARE(ask(request("GET"_ba, path + u"/x"_s)).status, 404);
}

void WebWidgetTest::anUnchangedFileIsNotSentAgain()
{
    const QByteArray tag = headerOf(ask(request("GET"_ba, u"/widget.js"_s)), "ETag"_ba);
    const Response same = ask(request("GET"_ba, u"/widget.js"_s, {{"If-None-Match"_ba, "\"x\", W/" + tag}}));
    QCOMPARE(same.status, 304);
    QVERIFY(same.body.isEmpty());
    QCOMPARE(ask(request("GET"_ba, u"/widget.js"_s, {{"If-None-Match"_ba, "\"x\""_ba}})).status, 200);
}

void WebWidgetTest::theDemoPageRunsOurScriptsOnly()
{
    const Response demo = ask(request("GET"_ba, u"/demo"_s));
    const QByteArray policy = headerOf(demo, "Content-Security-Policy"_ba);
    QVERIFY(policy.startsWith("default-src 'none'; script-src 'self';"));
    QVERIFY(!policy.contains("unsafe"));
    QVERIFY(!demo.body.contains("<script>"));
    QVERIFY(!demo.body.contains("style="));
    QVERIFY(!demo.body.contains(" on"_ba + "click"));
}

/// What a message says is set as text; nothing in the widget may turn a text into markup or code.
void WebWidgetTest::theWidgetNeverSetsMarkup()
{
    const QByteArray script = ask(request("GET"_ba, u"/widget.js"_s)).body;
    for (const char* const sink : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                                   "new Function", "srcdoc", "DOMParser", "createContextualFragment"}) {
        QVERIFY2(!script.contains(sink), sink);
    }
}

void WebWidgetTest::loadsNothingFromElsewhere()
{
    for (const QString& path : {u"/widget.js"_s, u"/demo"_s, u"/demo.css"_s}) {
        const QByteArray body = ask(request("GET"_ba, path)).body;
        for (const char* const host : {"//cdn", "unpkg", "jsdelivr", "googleapis", "@import"})
            QVERIFY2(!body.contains(host), host);
    }
    QVERIFY(ask(request("GET"_ba, u"/socket.io.js"_s)).body.contains("\n/*!\n * Socket.IO v4"));
}

void WebWidgetTest::aVisitorGetsAnIdentity()
{
    const Response response = visit({});
    QCOMPARE(response.status, 200);
    QCOMPARE(headerOf(response, "Cache-Control"_ba), "no-store"_ba);
    const QJsonObject identity = json(response);
    QCOMPARE(identity["expiresIn"_L1].toInt(), 3600);
    QCOMPARE(identity["shopName"_L1].toString(), u"Mộc An"_s);
    const auto checked = JwtTokens(kSecret).check(identity["token"_L1].toString().toLatin1(), m_clock.now());
    QVERIFY(std::holds_alternative<TokenClaims>(checked));
    const auto& claims = std::get<TokenClaims>(checked);
    QCOMPARE(claims.id, identity["userId"_L1].toString());
    QCOMPARE(claims.thread, identity["threadId"_L1].toString());
    QCOMPARE(claims.role, u"customer"_s);
    QVERIFY(claims.thread.startsWith(u"web-"_s));
    QVERIFY(json(visit({}))["userId"_L1] != identity["userId"_L1]);
}

void WebWidgetTest::aVisitorWhoComesBackIsTheSame()
{
    const QJsonObject first = json(visit({}));
    m_clock.at += std::chrono::hours(24 * 300);
    const QJsonObject second = json(visit({{u"key"_s, first["key"_L1]}}));
    QCOMPARE(second["userId"_L1], first["userId"_L1]);
    QCOMPARE(second["threadId"_L1], first["threadId"_L1]);
    m_clock.at += std::chrono::hours(24 * 300);  // each visit gives a new year
    const QJsonObject third = json(visit({{u"key"_s, second["key"_L1]}}));
    QCOMPARE(third["userId"_L1], first["userId"_L1]);
    QVERIFY(json(visit({{u"key"_s, first["key"_L1]}}))["userId"_L1] != first["userId"_L1]);
    const auto token = JwtTokens(kSecret).check(first["token"_L1].toString().toLatin1(), m_clock.now());
    QVERIFY(std::holds_alternative<chat::TokenProblem>(token));
}

void WebWidgetTest::aKeyIsNoTokenAndTheOtherWayRound()
{
    const QJsonObject identity = json(visit({}));
    const auto asToken = JwtTokens(kSecret).check(identity["key"_L1].toString().toLatin1(), m_clock.now());
    QVERIFY(std::holds_alternative<chat::TokenProblem>(asToken));
    QVERIFY(json(visit({{u"key"_s, identity["token"_L1]}}))["userId"_L1] != identity["userId"_L1]);
}

void WebWidgetTest::aForgedKeyMakesAStranger()
{
    const QJsonObject identity = json(visit({}));
    QByteArray forged = identity["key"_L1].toString().toLatin1();
    forged[forged.size() - 3] = forged.at(forged.size() - 3) == 'A' ? 'B' : 'A';
    for (const QString& key : {QString::fromLatin1(forged), u"a.b.c"_s, u"💥"_s, QString(12'000, u'x')}) {
        const Response response = visit({{u"key"_s, key}});
        QCOMPARE(response.status, 200);
        QVERIFY(json(response)["userId"_L1] != identity["userId"_L1]);
    }
}

/// F72
void WebWidgetTest::foreignPagesAreRefused()
{
    const Response response = visit({}, {{"Origin"_ba, "https://evil.example"_ba}});
    QCOMPARE(response.status, 403);
    QVERIFY(headerOf(response, "Access-Control-Allow-Origin"_ba).isEmpty());
}

void WebWidgetTest::listedPagesAreAnswered()
{
    const Response response = visit({}, {{"Origin"_ba, "https://shop.example"_ba}});
    QCOMPARE(response.status, 200);
    QCOMPARE(headerOf(response, "Access-Control-Allow-Origin"_ba), "https://shop.example"_ba);
    const Response preflight = ask(
        request("OPTIONS"_ba, u"/widget/visitor"_s,
                {{"Origin"_ba, "https://shop.example"_ba}, {"Access-Control-Request-Headers"_ba, "content-type"_ba}}));
    QCOMPARE(preflight.status, 204);
    QCOMPARE(headerOf(preflight, "Access-Control-Allow-Headers"_ba), "content-type"_ba);
    QCOMPARE(visit({}, {{"Origin"_ba, "http://127.0.0.1:8000"_ba}}).status, 200);
}

void WebWidgetTest::foreignPagesSendNoBody()
{
    const auto statusOf = [this](const QList<http::Header>& headers) {
        const auto begun = m_widget->bodyBegins(request("POST", u"/widget/visitor"_s, headers));
        const auto* refused = std::get_if<Response>(&begun);
        return refused ? refused->status : 0;
    };
    const http::Header json("Content-Type", "application/json");
    QCOMPARE(statusOf({json, {"Origin", "https://evil.example"}}), 403);
    QCOMPARE(statusOf({{"Content-Type", "text/plain"}}), 415);
    QCOMPARE(statusOf({json}), 0);
}

void WebWidgetTest::refuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("GET") << "GET"_ba
                         << "application/json"_ba
                         << "{}"_ba << 405;
    QTest::newRow("a form") << "POST"_ba
                            << "text/plain"_ba
                            << "{}"_ba << 415;
    QTest::newRow("no JSON") << "POST"_ba
                             << "application/json"_ba
                             << "x"_ba << 400;
    QTest::newRow("a list") << "POST"_ba
                            << "application/json"_ba
                            << "[]"_ba << 400;
    QTest::newRow("a number") << "POST"_ba
                              << "application/json"_ba
                              << R"({"key":5})"_ba << 400;
    QTest::newRow("deep") << "POST"_ba
                          << "application/json"_ba
                          << R"({"a":[[[[]]]]})"_ba << 400;
    QTest::newRow("key misspelt") << "POST"_ba
                                  << "application/json"_ba
                                  << R"({"Key":"x"})"_ba << 400;
    QTest::newRow("key twice") << "POST"_ba
                               << "application/json"_ba
                               << R"({"key":"x","key":"y"})"_ba << 400;
    QTest::newRow("key null") << "POST"_ba
                              << "application/json"_ba
                              << R"({"key":null})"_ba << 200;
}

void WebWidgetTest::refuses()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    Request asked = request(method, u"/widget/visitor"_s, {{"Content-Type"_ba, type}});
    asked.body = body;
    QCOMPARE(ask(std::move(asked)).status, status);
}

void WebWidgetTest::aCrowdFromOneAddressWaits()
{
    for (int i = 0; i < WebWidget::kVisitsPerTenSeconds; ++i)
        QCOMPARE(visit({}).status, 200);
    const Response refused = visit({});
    QCOMPARE(refused.status, 429);
    QCOMPARE(headerOf(refused, "Retry-After"_ba), "10"_ba);
    m_clock.at += std::chrono::seconds(11);
    QCOMPARE(visit({}).status, 200);
}

TONGDAI_TEST(WebWidgetTest)

}  // namespace tongdai::web

#include "web_widget_test.moc"
