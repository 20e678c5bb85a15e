#include "tests/engine/server/socketio/gateway_client.h"
#include "tests/support/test_registry.h"

#include <QTcpSocket>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace socketio;

/// Polling to WebSocket (contracts/socketio §1.6), where the public suites do not look.
class UpgradeTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        Options options = TestGateway::defaults();
        options.engine.upgradeTimeout = 300ms;
        m_gateway = std::make_unique<TestGateway>(options);
        Namespace& main = m_gateway->server().of(u"/"_s);
        main.on(u"n"_s, [this](SocketPtr socket, Payload args, Ack) -> QCoro::Task<void> {
            m_received.append(args.values.at(0).toInt());
            socket->send(u"n"_s, args);
            co_return;
        });
        m_received.clear();
        m_http = std::make_unique<RawClient>(m_gateway->port(), u"/socket.io/"_s);
        m_sid = m_http->openPolling();
        QCOMPARE(m_http->push(m_sid, "40").status, 200);
        QVERIFY(m_http->poll(m_sid).wait().body.startsWith("40{"));
    }
    void cleanup()
    {
        m_http.reset();
        m_gateway.reset();
    }

    /// Contracts/socketio §1.3, on the wire: the first body is still arriving.
    void aSecondPushEndsTheSession()
    {
        const auto push = [this](const QByteArray& body, int length) {
            auto socket = std::make_unique<QTcpSocket>();
            socket->connectToHost(QHostAddress::LocalHost, m_gateway->port());
            (void)socket->waitForConnected();
            socket->write("POST /socket.io/?" + RawClient::pollingQuery(m_sid).toLatin1() +
                          " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: " +
                          QByteArray::number(length) + "\r\n\r\n" + body);
            socket->flush();
            return socket;
        };
        const int handled = m_gateway->handled();
        HttpCall held = m_http->poll(m_sid);
        QTRY_VERIFY(m_gateway->handled() > handled);
        const int before = m_gateway->connections();
        const auto first = push("42[\"n\"", 9);
        QTRY_VERIFY(m_gateway->connections() > before);
        const auto second = push({}, 9);
        QTRY_VERIFY(second->bytesAvailable() > 0);
        QVERIFY(second->readAll().startsWith("HTTP/1.1 400"));
        QCOMPARE(held.wait().body, "1"_ba);
        QCOMPARE(m_http->push(m_sid, "42[\"n\",1]").status, 400);
        QVERIFY(m_received.isEmpty());
    }

    void pushesDuringTheProbeStayInOrder()
    {
        RawWebSocket webSocket(m_http->webSocketUrl(RawClient::webSocketQuery(m_sid)));
        QCOMPARE(m_http->push(m_sid, "42[\"n\",1]").status, 200);
        webSocket.waitOpen();
        webSocket.send("2probe");
        QCOMPARE(webSocket.next(), textMessage("3probe"));
        QCOMPARE(m_http
                     ->push(m_sid,
                            "42[\"n\",2]\x1e"
                            "42[\"n\",3]")
                     .status,
                 200);
        webSocket.send("5");
        webSocket.send("42[\"n\",4]");
        for (int i = 1; i <= 4; ++i) {
            QCOMPARE(webSocket.next(), textMessage("42[\"n\"," + QByteArray::number(i) + "]"));
        }
        QCOMPARE(m_received, (QList{1, 2, 3, 4}));
        QCOMPARE(m_gateway->server().statistics().engine.upgraded, 1);
    }
    void aHeldPollIsReleasedByTheProbe()
    {
        RawWebSocket webSocket(m_http->webSocketUrl(RawClient::webSocketQuery(m_sid)));
        HttpCall poll = m_http->poll(m_sid);
        webSocket.waitOpen();
        webSocket.send("2probe");
        QCOMPARE(poll.wait().body, "6"_ba);
        webSocket.send("5");
        webSocket.send("42[\"n\",1]");
        QCOMPARE(webSocket.next(), textMessage("3probe"));
        QCOMPARE(webSocket.next(), textMessage("42[\"n\",1]"));
    }
    void anythingElseOnTheProbeEndsOnlyTheProbe_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("message") << "42[\"n\",1]"_ba
                                 << ""_ba;
        QTest::newRow("upgrade without probe") << "5"_ba
                                               << ""_ba;
        QTest::newRow("ping without body") << "2"_ba
                                           << ""_ba;
        QTest::newRow("message after probe") << "2probe"_ba
                                             << "42[\"n\",1]"_ba;
        QTest::newRow("second probe") << "2probe"_ba
                                      << "2probe"_ba;
    }
    void anythingElseOnTheProbeEndsOnlyTheProbe()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        RawWebSocket webSocket(m_http->webSocketUrl(RawClient::webSocketQuery(m_sid)));
        QVERIFY(webSocket.waitOpen());
        webSocket.send(first);
        if (!second.isEmpty()) webSocket.send(second);
        QVERIFY(webSocket.waitClosed());
        checkPollingGoesOn();
    }
    void aProbeThatDoesNotComeToItsEndIsClosed()
    {
        RawWebSocket webSocket(m_http->webSocketUrl(RawClient::webSocketQuery(m_sid)));
        QVERIFY(webSocket.waitOpen());
        webSocket.send("2probe");
        QVERIFY(webSocket.waitClosed());
        checkPollingGoesOn();
    }
    void aProbeThatVanishesLeavesPollingAlone()
    {
        RawWebSocket webSocket(m_http->webSocketUrl(RawClient::webSocketQuery(m_sid)));
        QVERIFY(webSocket.waitOpen());
        webSocket.send("2probe");
        webSocket.next();
        webSocket.socket().abort();
        checkPollingGoesOn();
    }
    void aSecondProbeIsClosedAndTheFirstGoesOn()
    {
        RawWebSocket first(m_http->webSocketUrl(RawClient::webSocketQuery(m_sid)));
        QVERIFY(first.waitOpen());
        first.send("2probe");
        QCOMPARE(first.next(), textMessage("3probe"));
        RawWebSocket second(m_http->webSocketUrl(RawClient::webSocketQuery(m_sid)));
        QVERIFY(second.waitClosed());
        first.send("5");
        first.send("42[\"n\",1]");
        QCOMPARE(first.next(), textMessage("42[\"n\",1]"));
    }
    void closingDuringTheProbeEndsBoth()
    {
        RawWebSocket webSocket(m_http->webSocketUrl(RawClient::webSocketQuery(m_sid)));
        QVERIFY(webSocket.waitOpen());
        webSocket.send("2probe");
        webSocket.next();
        QCOMPARE(m_http->push(m_sid, "1").status, 200);
        QVERIFY(webSocket.waitClosed());
        QCOMPARE(m_http->poll(m_sid).wait().status, 400);
    }

    void socketsAreFreedHoweverTheyEnd_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<bool>("isAborted");
        QTest::newRow("closed in order") << "EIO=4&transport=websocket"_ba
                                         << "13"_ba << false;
        QTest::newRow("cut") << "EIO=4&transport=websocket"_ba
                             << "13"_ba << true;
        QTest::newRow("refused by us") << "EIO=3&transport=websocket"_ba
                                       << "13"_ba << false;
        QTest::newRow("refused by us and cut") << "EIO=3&transport=websocket"_ba
                                               << "13"_ba << true;
        QTest::newRow("refused by the handshake") << "EIO=4&transport=websocket"_ba
                                                  << "8"_ba << false;
        QTest::newRow("refused by the handshake and cut") << "EIO=4&transport=websocket"_ba
                                                          << "8"_ba << true;
    }
    void socketsAreFreedHoweverTheyEnd()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, version);
        QFETCH(bool, isAborted);
        m_http.reset();
        QTRY_COMPARE(m_gateway->connections(), 0);
        for (int i = 0; i < 5; ++i) {
            QTcpSocket socket;
            socket.connectToHost(u"127.0.0.1"_s, m_gateway->port());
            socket.write("GET /socket.io/?" + query +
                         " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                         "Sec-WebSocket-Version: " +
                         version + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            if (isAborted)
                QVERIFY(socket.waitForConnected() && socket.flush());
            else
                QTRY_VERIFY(socket.bytesAvailable() > 0 || socket.state() == QAbstractSocket::UnconnectedState);
            if (isAborted)
                socket.abort();
            else
                socket.disconnectFromHost();
        }
        QTRY_COMPARE(m_gateway->server().statistics().engine.sessions, 1);  // the polling one of init()
        QTRY_COMPARE(m_gateway->connections(), 0);
    }

private:
    void checkPollingGoesOn()
    {
        QCOMPARE(m_http->push(m_sid, "42[\"n\",7]").status, 200);
        QByteArray body = m_http->poll(m_sid).wait().body;
        if (body == "6") body = m_http->poll(m_sid).wait().body;  // the probe's release came first
        QCOMPARE(body, "42[\"n\",7]"_ba);
        QCOMPARE(m_gateway->server().statistics().engine.upgraded, 0);
    }

    std::unique_ptr<TestGateway> m_gateway;
    std::unique_ptr<RawClient> m_http;
    QString m_sid;
    QList<int> m_received;
};

TONGDAI_TEST(UpgradeTest)

}  // namespace tongdai::testing

#include "upgrade_test.moc"
