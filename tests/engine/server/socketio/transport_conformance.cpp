#include "tests/engine/server/socketio/transport_conformance.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPingInterval_ms = 300;
constexpr int kPingTimeout_ms = 200;

void checkOpenPacket(const QByteArray& packet, const QJsonArray& upgrades)
{
    const QJsonObject opened = objectAfter(packet, "0");
    QCOMPARE(opened.keys(),
             (QStringList{u"maxPayload"_s, u"pingInterval"_s, u"pingTimeout"_s, u"sid"_s, u"upgrades"_s}));
    QCOMPARE(opened.value(u"sid").toString().size(), 20);
    QCOMPARE(opened.value(u"upgrades").toArray(), upgrades);
    QCOMPARE(opened.value(u"pingInterval").toInt(), kPingInterval_ms);
    QCOMPARE(opened.value(u"pingTimeout").toInt(), kPingTimeout_ms);
    QCOMPARE(opened.value(u"maxPayload").toInt(), 1'000'000);
}

}  // namespace

TransportConformance::TransportConformance(const QString& protocol) : m_protocol(protocol) {}

void TransportConformance::initTestCase()
{
    // Twice the suites' connect timeout: three heartbeats take 0.9 s of it, and a busy machine the rest.
    m_server = std::make_unique<EchoServer>(m_protocol, QStringList{u"--connect-timeout"_s, u"2000"_s});
    QVERIFY2(m_server->isRunning(), qPrintable(m_server->failure()));
}

void TransportConformance::cleanupTestCase()
{
    const QJsonObject lastWords = m_server->stop();
    QCOMPARE(lastWords.value(u"event").toString(), u"stopped"_s);
}

RawClient TransportConformance::client() const
{
    return RawClient(m_server->port(), u'/' + m_protocol + u'/');
}

std::unique_ptr<RawWebSocket> TransportConformance::openWebSocket() const
{
    auto webSocket = std::make_unique<RawWebSocket>(client().webSocketUrl(RawClient::webSocketQuery()));
    return webSocket->next().data.startsWith('0') ? std::move(webSocket) : nullptr;
}

std::unique_ptr<RawWebSocket> TransportConformance::openUpgraded(QString* sid) const
{
    *sid = client().openPolling();
    auto webSocket = std::make_unique<RawWebSocket>(client().webSocketUrl(RawClient::webSocketQuery(*sid)));
    if (!webSocket->waitOpen()) return nullptr;
    webSocket->send("2probe");
    if (webSocket->next() != textMessage("3probe")) return nullptr;
    webSocket->send("5");
    return webSocket;
}

void TransportConformance::handshakeByPollingOpensASession()
{
    const HttpAnswer answer = client().get(u"EIO=4&transport=polling"_s);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.type.toLower(), "text/plain; charset=utf-8"_ba);
    QVERIFY(answer.headers.contains({"Access-Control-Allow-Origin", "*"}));
    checkOpenPacket(answer.body, {u"websocket"_s});
}

void TransportConformance::handshakeByPollingNeedsVersion4()
{
    for (const QString& query :
         {u"transport=polling"_s, u"EIO=abc&transport=polling"_s, u"EIO=3&transport=polling"_s}) {
        const HttpAnswer answer = client().get(query);
        QCOMPARE(answer.status, 400);
        QCOMPARE(objectAfter(answer.body, ""),
                 (QJsonObject{{u"code"_s, 5}, {u"message"_s, u"Unsupported protocol version"_s}}));
    }
}

void TransportConformance::handshakeByPollingNeedsATransport()
{
    for (const QString& query : {u"EIO=4"_s, u"EIO=4&transport=abc"_s}) {
        const HttpAnswer answer = client().get(query);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.type, "application/json"_ba);
        QCOMPARE(objectAfter(answer.body, ""), (QJsonObject{{u"code"_s, 0}, {u"message"_s, u"Transport unknown"_s}}));
    }
}

void TransportConformance::handshakeByPollingNeedsGet()
{
    for (const QByteArray& method : {"POST"_ba, "PUT"_ba}) {
        const HttpAnswer answer = client().start(method, u"EIO=4&transport=polling"_s, "x").wait();
        QCOMPARE(answer.status, 400);
        QCOMPARE(objectAfter(answer.body, "").value(u"code").toInt(), 2);
    }
}

void TransportConformance::handshakeByWebSocketOpensASession()
{
    RawWebSocket webSocket(client().webSocketUrl(RawClient::webSocketQuery()));
    checkOpenPacket(webSocket.next().data, {});
}

void TransportConformance::handshakeByWebSocketNeedsVersion4()
{
    for (const QString& query : {u"transport=websocket"_s, u"EIO=abc&transport=websocket"_s}) {
        RawWebSocket webSocket(client().webSocketUrl(query));
        QVERIFY(webSocket.waitClosed());
    }
}

void TransportConformance::handshakeByWebSocketNeedsATransport()
{
    for (const QString& query : {u"EIO=4"_s, u"EIO=4&transport=abc"_s}) {
        RawWebSocket webSocket(client().webSocketUrl(query));
        QVERIFY(webSocket.waitClosed());
    }
}

void TransportConformance::heartbeatOverPolling()
{
    auto http = client();
    const QString sid = http.openPolling();
    for (int round = 0; round < 3; ++round) {
        const HttpAnswer ping = http.poll(sid).wait();
        QCOMPARE(ping.status, 200);
        QCOMPARE(ping.body, "2"_ba);
        QCOMPARE(http.push(sid, "3").status, 200);
    }
}

void TransportConformance::pingTimeoutOverPolling()
{
    auto http = client();
    const QString sid = http.openPolling();
    // Twice as long: the other program's timers are late when it is busy.
    QTest::qWait(2 * (kPingInterval_ms + kPingTimeout_ms));
    QCOMPARE(http.poll(sid).wait().status, 400);
}

void TransportConformance::heartbeatOverWebSocket()
{
    const auto webSocket = openWebSocket();
    QVERIFY(webSocket);
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(webSocket->next(), textMessage("2"));
        webSocket->send("3");
    }
}

void TransportConformance::pingTimeoutOverWebSocket()
{
    QElapsedTimer clock;
    clock.start();  // before the session is there: a busy machine may tell late that it is
    const auto webSocket = openWebSocket();
    QVERIFY(webSocket);
    QVERIFY(webSocket->waitClosed());
    QVERIFY2(clock.elapsed() >= kPingInterval_ms + kPingTimeout_ms - 20, qPrintable(QString::number(clock.elapsed())));
}

void TransportConformance::closeOverPolling()
{
    auto http = client();
    const QString sid = http.openPolling();
    HttpCall poll = http.poll(sid);
    const HttpAnswer pushed = http.push(sid, "1");
    QCOMPARE(pushed.status, 200);
    const HttpAnswer polled = poll.wait();
    QCOMPARE(polled.status, 200);
    QCOMPARE(polled.body, "6"_ba);
    const HttpAnswer after = http.poll(sid).wait();
    QCOMPARE(after.status, 400);
    QCOMPARE(objectAfter(after.body, "").value(u"code").toInt(), 1);
}

void TransportConformance::closeOverWebSocket()
{
    const auto webSocket = openWebSocket();
    QVERIFY(webSocket);
    webSocket->send("1");
    QVERIFY(webSocket->waitClosed());
}

void TransportConformance::upgradeWithProbe()
{
    auto http = client();
    const QString sid = http.openPolling();
    RawWebSocket webSocket(http.webSocketUrl(RawClient::webSocketQuery(sid)));
    QVERIFY(webSocket.waitOpen());
    webSocket.send("2probe");
    QCOMPARE(webSocket.next(), textMessage("3probe"));
    const HttpAnswer poll = http.poll(sid).wait();
    QCOMPARE(poll.status, 200);
    QCOMPARE(poll.body, "6"_ba);
    webSocket.send("5");
    QVERIFY(echoes(webSocket));
}

void TransportConformance::upgradedSessionRefusesPolling()
{
    QString sid;
    const auto webSocket = openUpgraded(&sid);
    QVERIFY(webSocket);
    QVERIFY(echoes(*webSocket));
    const HttpAnswer poll = client().poll(sid).wait();
    QCOMPARE(poll.status, 400);
    QCOMPARE(objectAfter(poll.body, "").value(u"code").toInt(), 3);
    webSocket->send("41");  // whatever protocol this is, the session is still there to take it
    QVERIFY(webSocket->isOpen());
}

void TransportConformance::upgradedSessionRefusesASecondWebSocket()
{
    QString sid;
    const auto webSocket = openUpgraded(&sid);
    QVERIFY(webSocket);
    RawWebSocket second(client().webSocketUrl(RawClient::webSocketQuery(sid)));
    QVERIFY(second.waitOpen());
    QVERIFY(second.waitClosed());
    QVERIFY(echoes(*webSocket));
}

}  // namespace tongdai::testing
