#include "tests/engine/server/http/server_stage.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>

namespace tongdai::http {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Each row names what was found broken in another server (design §4), or a bound of security S05 and S06.
class HttpServerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_stage = std::make_unique<ServerStage>(); }
    void cleanup() { m_stage.reset(); }

    void answersAGet();
    void keepsTheConnectionOpen();
    void givesEachAnswerARequestId();
    void decodesThePathOnce();
    void readsTheQuery();
    void aPlusInTheQueryIsASpace();
    void answersHeadWithoutBody();
    void answers204WithoutLength();
    void closesWhenAsked_data();
    void closesWhenAsked();
    void keepsHttp10AliveWhenAsked();
    void answersPipelinedRequestsInOrder();
    void stopsReadingAtThePipelineLimit();
    void refusesBrokenRequests_data();
    void refusesBrokenRequests();
    void refusesAHugeHeaderWhileReading();
    void refusesManyHeaders();
    void aFailingHandlerIs500();
    void dropsHeadersThatWouldSplitTheAnswer();
    void survivesAThousandAbortedRequests();
    void toldWhenTheClientLeaves();
    void aServerMayGoBeforeItsHandlers();
    void aStopThatWaitsOutlivesTheSweeps();

private:
    RawAnswer ask(const QByteArray& bytes) { return m_stage->ask(bytes); }

    std::unique_ptr<ServerStage> m_stage;
};

void HttpServerTest::answersAGet()
{
    const RawAnswer answer = ask("GET /where?is=it HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, "/where?is=it"_ba);
    QVERIFY(
        QRegularExpression(u"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$"_s)
            .match(QString::fromLatin1(answer.header("Date")))
            .hasMatch());
    QCOMPARE(answer.header("Connection"), QByteArray());
}

void HttpServerTest::keepsTheConnectionOpen()
{
    RawClient client(m_stage->server->port());
    for (int i = 0; i < 3; ++i) {
        client.say("GET /" + QByteArray::number(i) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        QCOMPARE(client.next().body, "/" + QByteArray::number(i));
    }
    QCOMPARE(m_stage->server->statistics().connections, 1);
    QCOMPARE(m_stage->server->statistics().requests, 3);
}

void HttpServerTest::givesEachAnswerARequestId()
{
    QCOMPARE(ask("GET / HTTP/1.1\r\nHost: a\r\nX-Request-ID: abc.DEF_1-2\r\n\r\n").header("X-Request-Id"),
             "abc.DEF_1-2"_ba);
    QCOMPARE(m_stage->handler->seen.last().requestId, "abc.DEF_1-2"_ba);
    const QRegularExpression random(u"^[0-9a-f]{32}$"_s);
    QSet<QByteArray> ids;
    for (const QByteArray& bad : {"a b"_ba, QByteArray(65, 'x'), "<script>"_ba, ""_ba}) {
        const QByteArray id =
            ask("GET / HTTP/1.1\r\nHost: a\r\nX-Request-ID: " + bad + "\r\n\r\n").header("X-Request-Id");
        QVERIFY2(random.match(QString::fromLatin1(id)).hasMatch(), id.constData());
        ids.insert(id);
    }
    QCOMPARE(ids.size(), 4);
}

void HttpServerTest::decodesThePathOnce()
{
    ask("GET /a%20b/%25/%C4%91 HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(m_stage->handler->seen.last().path, u"/a b/%/đ"_s);
    QCOMPARE(m_stage->handler->seen.last().target, "/a%20b/%25/%C4%91"_ba);
}

void HttpServerTest::readsTheQuery()
{
    ask("GET /p?a=1&b=x%26y HTTP/1.1\r\nHost: a\r\n\r\n");
    const Request& request = m_stage->handler->seen.last();
    QCOMPARE(request.path, u"/p"_s);
    QCOMPARE(request.query.queryItemValue(u"a"_s), u"1"_s);
    QCOMPARE(request.query.queryItemValue(u"b"_s, QUrl::FullyDecoded), u"x&y"_s);
    QCOMPARE(request.header("hOST"), "a"_ba);
    QVERIFY(request.peer.isLoopback());
}

/// As forms and most client libraries write them; what is meant to be a plus comes as %2B.
void HttpServerTest::aPlusInTheQueryIsASpace()
{
    ask("GET /p+q?search=S%E1%BB%ADa+web%20site&phone=%2B84912 HTTP/1.1\r\nHost: a\r\n\r\n");
    const Request& request = m_stage->handler->seen.last();
    QCOMPARE(request.path, u"/p+q"_s);
    QCOMPARE(request.query.queryItemValue(u"search"_s, QUrl::FullyDecoded), u"Sửa web site"_s);
    QCOMPARE(request.query.queryItemValue(u"phone"_s, QUrl::FullyDecoded), u"+84912"_s);
}

void HttpServerTest::answersHeadWithoutBody()
{
    RawClient client(m_stage->server->port());
    client.say("HEAD /four HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    const RawAnswer head = client.next(true);
    QCOMPARE(head.header("Content-Length"), "5"_ba);
    QCOMPARE(client.next().body, "/next"_ba);
}

void HttpServerTest::answers204WithoutLength()
{
    const RawAnswer answer = ask("GET /empty HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.header("Content-Length"), QByteArray());
}

void HttpServerTest::closesWhenAsked_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("Connection: close") << "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"_ba;
    QTest::newRow("close among others") << "GET /x HTTP/1.1\r\nHost: a\r\nConnection: foo, CLOSE\r\n\r\n"_ba;
    QTest::newRow("HTTP/1.0") << "GET /x HTTP/1.0\r\n\r\n"_ba;
    QTest::newRow("the handler wants it") << "GET /goodbye HTTP/1.1\r\nHost: a\r\n\r\n"_ba;
}

void HttpServerTest::closesWhenAsked()
{
    QFETCH(QByteArray, request);
    RawClient client(m_stage->server->port());
    client.say(request);
    const RawAnswer answer = client.next();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Connection"), "close"_ba);
    QVERIFY(client.waitForClose());
    QTRY_COMPARE(m_stage->server->statistics().connections, 0);
}

void HttpServerTest::keepsHttp10AliveWhenAsked()
{
    RawClient client(m_stage->server->port());
    for (int i = 0; i < 2; ++i) {
        client.say("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        const RawAnswer answer = client.next();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Connection"), "keep-alive"_ba);
    }
}

void HttpServerTest::answersPipelinedRequestsInOrder()
{
    RawClient client(m_stage->server->port());
    client.say(
        "GET /hold/slow HTTP/1.1\r\nHost: a\r\n\r\n"
        "GET /fast HTTP/1.1\r\nHost: a\r\n\r\n"
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody"
        "GET /last HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_COMPARE(m_stage->handler->seen.size(), 4);
    QCOMPARE(client.received(), QByteArray());
    m_stage->handler->release();
    QCOMPARE(client.next().body, "/hold/slow"_ba);
    QCOMPARE(client.next().body, "/fast"_ba);
    QCOMPARE(client.next().body, "body"_ba);
    QCOMPARE(client.next().body, "/last"_ba);
}

void HttpServerTest::stopsReadingAtThePipelineLimit()
{
    m_stage->start({.pipelined = 4});
    RawClient client(m_stage->server->port());
    QByteArray requests;
    for (int i = 0; i < 10; ++i)
        requests += "GET /hold/" + QByteArray::number(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    client.say(requests);
    QTRY_COMPARE(m_stage->handler->held, 4);
    letTheServerRead();
    QCOMPARE(m_stage->handler->seen.size(), 4);
    for (int answered = 0; answered < 10; ++answered) {
        QVERIFY(QTest::qWaitFor([&] { return m_stage->handler->held > 0 || client.received().contains("\r\n\r\n"); }));
        m_stage->handler->release();
        QCOMPARE(client.next().body, "/hold/" + QByteArray::number(answered));
        QVERIFY(m_stage->handler->held <= 4);
    }
}

/// The deadlines are looked at every second, also while a stop waits for an answer; the listener is closed by then.
void HttpServerTest::aStopThatWaitsOutlivesTheSweeps()
{
    RawClient client(m_stage->server->port());
    client.say("GET /hold/1 HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_COMPARE(m_stage->handler->held, 1);
    bool hasEnded = false;
    const auto stop = [](Server* server, bool* ended) -> QCoro::Task<void> {
        auto stopping = server->stop(std::chrono::milliseconds(1500));
        co_await stopping;
        *ended = true;
    };
    stop(m_stage->server.get(), &hasEnded);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded, 10'000);
    m_stage->handler->release();
}

/// F59
void HttpServerTest::refusesBrokenRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const QByteArray& request, int status) {
        QTest::newRow(name) << request << status;
    };
    const QByteArray post = "POST /echo HTTP/1.1\r\nHost: a\r\n";
    row("negative length", post + "Content-Length: -5\r\n\r\nhello", 400);
    row("length with sign", post + "Content-Length: +5\r\n\r\nhello", 400);
    row("length 2^63+1", post + "Content-Length: 9223372036854775809\r\n\r\nhello", 413);
    row("length 10^20", post + "Content-Length: 100000000000000000000\r\n\r\nhello", 400);
    row("space before colon", post + "Content-Length : 5\r\n\r\nhello", 400);
    row("two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400);
    row("two equal lengths", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400);
    row("length list", post + "Content-Length: 5, 5\r\n\r\nhello", 400);
    row("hexadecimal length", post + "Content-Length: 0x5\r\n\r\nhello", 400);
    row("empty length", post + "Content-Length:\r\n\r\nhello", 400);
    row("length and chunks", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("chunks and length", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400);
    row("unknown coding", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400);
    row("gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400);
    row("chunked twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("identity", post + "Transfer-Encoding: identity\r\n\r\nhello", 400);
    row("chunks in 1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("POST of 1.0 without length", "POST /echo HTTP/1.0\r\n\r\n", 411);
    row("Expect without length", post + "Expect: 100-continue\r\n\r\n", 411);
    row("unknown expectation", post + "Expect: cake\r\nContent-Length: 2\r\n\r\nok", 417);
    row("bad chunk size", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400);
    row("chunk size overflow", post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n", 400);
    row("chunk longer than said", post + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n", 400);
    row("no Host", "GET / HTTP/1.1\r\n\r\n", 400);
    row("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
    row("HTTP/9.9", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400);
    row("HTTP/0.9", "GET /\r\n\r\n", 400);
    row("header without colon", "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400);
    row("bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400);
    row("bare LF in a header", "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 400);
    row("bare CR in a header", "GET / HTTP/1.1\r\nHost: a\r\nX: y\rz\r\n\r\n", 400);
    row("folded header", "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", 400);
    row("NUL in a header", "GET / HTTP/1.1\r\nHost: a\r\nX: y" + QByteArray(1, '\0') + "z\r\n\r\n", 400);
    row("NUL in the target", "GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n", 400);
    row("half an escape", "GET /a%2 HTTP/1.1\r\nHost: a\r\n\r\n", 400);
    row("overlong UTF-8", "GET /%c0%ae HTTP/1.1\r\nHost: a\r\n\r\n", 400);
    row("fragment", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400);
    row("TLS on a plain port", QByteArray::fromHex("1603010200010001fc0303"), 400);
    row("unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501);
    row("TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501);
    row("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 501);
    row("target of another host", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", 400);
    row("absolute target", "GET http://a/ok HTTP/1.1\r\nHost: a\r\n\r\n", 200);
    row("empty line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 200);
    row("bodyless POST", "POST /echo HTTP/1.1\r\nHost: a\r\n\r\n", 200);
    row("h2c is not ours", "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200);
    row("target too long", "GET /" + QByteArray(20'000, 'a'), 414);
}

void HttpServerTest::refusesBrokenRequests()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    RawClient client(m_stage->server->port());
    client.say(request);
    const RawAnswer answer = client.next();
    QCOMPARE(answer.status, status);
    if (status == 200) return;
    QCOMPARE(answer.header("Connection"), "close"_ba);
    QVERIFY(answer.body.startsWith("{\"detail\":\""));
    QVERIFY(!answer.header("X-Request-Id").isEmpty());
    QVERIFY(m_stage->handler->seen.isEmpty());
    client.socket().disconnectFromHost();
    QVERIFY(client.waitForClose());
}

/// F59
void HttpServerTest::refusesAHugeHeaderWhileReading()
{
    RawClient client(m_stage->server->port());
    client.say("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    for (int i = 0; i < 20; ++i)
        client.say(QByteArray(1000, 'x'));
    QCOMPARE(client.next().status, 431);
    QVERIFY(m_stage->handler->seen.isEmpty());
}

/// F59
void HttpServerTest::refusesManyHeaders()
{
    QByteArray request = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 99; ++i)
        request += "A: b\r\n";
    QCOMPARE(ask(request + "\r\n").status, 200);
    QCOMPARE(ask(request + "A: b\r\n\r\n").status, 431);
}

void HttpServerTest::aFailingHandlerIs500()
{
    QTest::ignoreMessage(QtCriticalMsg,
                         QRegularExpression(u"^handler failed.*\"request\":\"[0-9a-f]{32}\",\"what\":\"as asked\""_s));
    const RawAnswer answer = ask("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(answer.status, 500);
    QCOMPARE(answer.body, "{\"detail\":\"Internal Server Error\"}"_ba);

    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"^handler failed.*\"request\":\"late\""_s));
    RawClient client(m_stage->server->port());
    client.say(
        "GET /throw-late HTTP/1.1\r\nHost: a\r\nX-Request-Id: late\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_COMPARE(m_stage->handler->seen.size(), 3);
    m_stage->handler->release();
    QCOMPARE(client.next().status, 500);
    QCOMPARE(client.next().body, "/next"_ba);
}

/// F66
void HttpServerTest::dropsHeadersThatWouldSplitTheAnswer()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^header left out, it holds a line break.*X-Evil"_s));
    const RawAnswer answer = ask("GET /split HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QVERIFY(!answer.head.contains("X-Injected"));
}

void HttpServerTest::survivesAThousandAbortedRequests()
{
    for (int i = 0; i < 1000; ++i) {
        RawClient client(m_stage->server->port());
        client.say("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n");
        QTRY_COMPARE(m_stage->handler->held, i + 1);
        client.socket().abort();
    }
    QTRY_COMPARE(m_stage->handler->aborted, 1000);
    QTRY_COMPARE(m_stage->server->statistics().connections, 0);
    QCOMPARE(m_stage->server->statistics().inWork, 1000);
    m_stage->handler->release();
    QCOMPARE(m_stage->server->statistics().inWork, 0);
    QCOMPARE(ask("GET /alive HTTP/1.1\r\nHost: a\r\n\r\n").body, "/alive"_ba);
}

void HttpServerTest::toldWhenTheClientLeaves()
{
    RawClient client(m_stage->server->port());
    client.say("GET /hold HTTP/1.1\r\nHost: a\r\n\r\nGET /hold HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_COMPARE(m_stage->handler->held, 2);
    QCOMPARE(m_stage->handler->aborted, 0);
    client.socket().disconnectFromHost();
    QTRY_COMPARE(m_stage->handler->aborted, 2);
    m_stage->handler->release();
    QCOMPARE(m_stage->handler->aborted, 2);
}

void HttpServerTest::aServerMayGoBeforeItsHandlers()
{
    RawClient client(m_stage->server->port());
    client.say("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_COMPARE(m_stage->handler->held, 1);
    m_stage->server.reset();
    QCOMPARE(m_stage->handler->aborted, 1);
    m_stage->handler->release();
    QCOMPARE(m_stage->handler->held, 0);
    QVERIFY(client.waitForClose());
}

TONGDAI_TEST(HttpServerTest)

}  // namespace tongdai::http

#include "http_server_test.moc"
