#include "tests/engine/server/socketio/echo_server.h"
#include "tests/engine/server/socketio/raw_client.h"
#include "tests/engine/server/socketio/raw_frames.h"
#include "tests/support/test_registry.h"
#include "tests/support/wait_until.h"

#include <QRandomGenerator>
#include <QTest>

#include <sys/resource.h>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kWebSocketPath = "/socket.io/?EIO=4&transport=websocket";
constexpr quint8 kText = 1;
constexpr quint8 kBinary = 2;
constexpr quint8 kPing = 9;
/// What a misbehaving client may cost for a while; without bounds each of these tests would take hundreds of MiB.
#if defined(__SANITIZE_ADDRESS__)
constexpr qint64 kSanitizer = 5;  // red zones, and freed memory kept in quarantine
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr qint64 kSanitizer = 5;
#else
constexpr qint64 kSanitizer = 1;
#endif
#else
constexpr qint64 kSanitizer = 1;
#endif
constexpr qint64 kTolerated_KiB = 96 * 1024 * kSanitizer;

}  // namespace

/// Clients that break rules, flood, or do not read: each loses its own connection, and nobody else anything.
class HostileClients : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    void init()
    {
        m_server = std::make_unique<EchoServer>(
            u"socket.io"_s, QStringList{u"--ping-interval"_s, u"25000"_s, u"--ping-timeout"_s, u"20000"_s,
                                        u"--connect-timeout"_s, u"60000"_s});
        QVERIFY2(m_server->isRunning(), qPrintable(m_server->failure()));
    }
    void cleanup()
    {
        if (!m_server->isRunning()) return;
        QVERIFY(stillServes());
        m_lastWords = m_server->stop();
        QVERIFY2(!m_lastWords.isEmpty(), "the server did not end well");
    }

    /// F61
    void brokenFramesEndTheirConnection_data()
    {
        QTest::addColumn<int>("opcode");
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("invalid UTF-8") << int(kText) << "42[\"message\",\"\xff\xfe\"]"_ba;
        QTest::newRow("overlong UTF-8") << int(kText) << "42[\"message\",\"\xc0\xaf\"]"_ba;
        QTest::newRow("oversize text") << int(kText) << "42[\"message\",\"" + QByteArray(2'000'000, 'x') + "\"]";
        QTest::newRow("oversize binary") << int(kBinary) << QByteArray(2'000'000, 'x');
        QTest::newRow("bad JSON") << int(kText) << "42[\"message\","_ba;
        QTest::newRow("unknown Engine.IO type") << int(kText) << "9"_ba;
        QTest::newRow("unknown Socket.IO type") << int(kText) << "49"_ba;
        QTest::newRow("empty text") << int(kText) << ""_ba;
        QTest::newRow("binary out of the blue") << int(kBinary) << "x"_ba;
        QTest::newRow("reserved opcode") << 5 << "x"_ba;
        QTest::newRow("reserved control opcode") << 12 << "x"_ba;
        QTest::newRow("long ping") << int(kPing) << QByteArray(200, 'p');
        QTest::newRow("continuation of nothing") << 0 << "x"_ba;
        QTest::newRow("deep JSON") << int(kText) << "42[\"message\"," + QByteArray(500'000, '[');
        QTest::newRow("wide JSON") << int(kText) << "42[\"message\"" + QByteArray(",0").repeated(400'000) + ']';
        QTest::newRow("many attachments") << int(kText) << "45999999999-[\"message\"]"_ba;
        QTest::newRow("client ping") << int(kText) << "2"_ba;
    }
    void brokenFramesEndTheirConnection()
    {
        QFETCH(int, opcode);
        QFETCH(QByteArray, payload);
        RawFrames client(m_server->port(), kWebSocketPath);
        QVERIFY(client.isUpgraded());
        client.sendFrame(kText, "40");
        client.sendFrame(quint8(opcode), payload);
        QVERIFY(client.waitClosed());
    }
    void randomFramesEndTheirConnection()
    {
        QRandomGenerator random(20251121);
        for (int round = 0; round < 200; ++round) {
            RawFrames client(m_server->port(), kWebSocketPath);
            QVERIFY(client.isUpgraded());
            QByteArray noise(random.bounded(1, 4000), '\0');
            for (char& byte : noise)
                byte = char(random.bounded(256));
            client.sendBytes(noise);
            client.socket().disconnectFromHost();  // half of a frame may be waiting for its rest
            QVERIFY(client.waitClosed());
        }
    }
    void frameLengthsThatLieAreRefusedFromTheHeader()
    {
        RawFrames client(m_server->port(), kWebSocketPath);
        QVERIFY(client.isUpgraded());
        client.sendBytes("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff"_ba);  // 2^63-1 bytes to come
        QVERIFY(client.waitClosed());
    }
    void endlessFragmentsAreBounded()
    {
        RawFrames client(m_server->port(), kWebSocketPath);
        QVERIFY(client.isUpgraded());
        client.sendFrame(kText, "42[\"message\",\"", false);
        const qint64 before = m_server->memory();
        bool isOpen = true;
        for (int i = 0; i < 100 && isOpen; ++i) {
            client.sendFrame(0, QByteArray(900'000, 'x'), false);
            isOpen = client.drain();
        }
        QVERIFY(client.waitClosed());
        QVERIFY(m_server->memory() - before < kTolerated_KiB);
    }
    void anOversizePushIsRefusedAndTheSessionStays()
    {
        RawClient client(m_server->port(), u"/socket.io/"_s);
        const QString sid = client.openPolling();
        const HttpAnswer refused = client.push(sid, "4" + QByteArray(1'100'000, 'x'));
        QVERIFY2(refused.status == 413 || refused.status == 0, QByteArray::number(refused.status).constData());
        QCOMPARE(client.push(sid, "40").status, 200);
    }
    void badUpgradesAreRefusedByTheirHead_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("unknown transport") << "EIO=4&transport=x"_ba
                                           << "13"_ba
                                           << "Transport unknown"_ba;
        QTest::newRow("unknown session") << "EIO=4&transport=websocket&sid=x"_ba
                                         << "13"_ba
                                         << "Session ID unknown"_ba;
        QTest::newRow("old protocol") << "EIO=3&transport=websocket"_ba
                                      << "13"_ba
                                      << "Unsupported protocol version"_ba;
        QTest::newRow("old WebSocket") << "EIO=4&transport=websocket"_ba
                                       << "8"_ba
                                       << ""_ba;
    }
    void badUpgradesAreRefusedByTheirHead()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, expected);
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_server->port());
        socket.write("GET /socket.io/?" + query +
                     " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                     "Sec-WebSocket-Version: " + version + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
        const QByteArray answer = socket.readAll();
        QVERIFY(!answer.startsWith("HTTP/1.1 101"));
        if (expected.isEmpty()) return;
        QVERIFY(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"));
        QVERIFY(answer.endsWith("\r\n\r\n" + expected));
    }

    /// F54
    void aReaderThatDoesNotReadIsCut()
    {
        RawFrames client(m_server->port(), kWebSocketPath);
        QVERIFY(client.isUpgraded());
        client.stopReading();
        client.sendFrame(kText, "40");
        const QByteArray event = "42[\"message\",\"" + QByteArray(200'000, 'x') + "\"]";
        const qint64 before = m_server->memory();
        bool isOpen = true;
        for (int i = 0; i < 1000 && isOpen; ++i) {  // 200 MB, if it were let
            client.sendFrame(kText, event);
            isOpen = client.drain();
        }
        QVERIFY(!isOpen);
        QVERIFY(m_server->memory() - before < kTolerated_KiB);
        QVERIFY(stillServes());
        QCOMPARE(m_server->stop().value(u"slow_readers").toInt(), 1);
        init();
    }
    void aPingFloodWithoutReadingIsCut()
    {
        RawFrames client(m_server->port(), kWebSocketPath);
        QVERIFY(client.isUpgraded());
        client.stopReading();
        QByteArray pings;
        for (int i = 0; i < 10'000; ++i)
            pings += "\x89\xfd\0\0\0\0"_ba + QByteArray(125, 'p');
        const qint64 before = m_server->memory();
        bool isOpen = true;
        for (int i = 0; i < 200 && isOpen; ++i) {
            client.sendBytes(pings);
            isOpen = client.drain();
        }
        QVERIFY(!isOpen);
        QVERIFY(m_server->memory() - before < kTolerated_KiB);
    }
    void aFloodOfEventsIsServedWithoutGrowing()
    {
        RawFrames client(m_server->port(), kWebSocketPath);
        QVERIFY(client.isUpgraded());
        qint64 received = 0;
        QObject::connect(&client.socket(), &QTcpSocket::readyRead, &client.socket(),
                         [&] { received += client.socket().readAll().size(); });
        client.sendFrame(kText, "40");
        const QByteArray event = "42[\"message\",\"" + QByteArray(50, 'x') + "\"]";
        const qint64 before = m_server->memory();
        constexpr int kEvents = 50'000;
        constexpr int kAhead = 2000;  // it reads what it gets, or it would be cut for that
        for (int i = 0; i < kEvents; ++i) {
            client.sendFrame(kText, event);
            if (i % 500 != 0) continue;
            QVERIFY(waitUntil([&] { return received >= qint64(i - kAhead) * event.size(); }, 30s));
        }
        QTRY_VERIFY_WITH_TIMEOUT(received > qint64(kEvents) * event.size(), 60'000);
        QVERIFY(m_server->memory() - before < kTolerated_KiB);
    }
    /// F61
    void attachmentsThatNeverComeCostLittle()
    {
        std::vector<std::unique_ptr<RawFrames>> clients;
        const qint64 before = m_server->memory();
        for (int i = 0; i < 50; ++i) {
            clients.push_back(std::make_unique<RawFrames>(m_server->port(), kWebSocketPath));
            clients.back()->sendFrame(kText, "40");
            clients.back()->sendFrame(kText, "4510-[\"message\"]");
            QVERIFY(clients.back()->drain());
        }
        QVERIFY(stillServes());
        QVERIFY(m_server->memory() - before < kTolerated_KiB);
    }
    void twoThousandIdleConnectionsCostLittle()
    {
        constexpr int kConnections = 2000;
        const qint64 before = m_server->memory();
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        int upgraded = 0;
        for (int i = 0; i < kConnections; ++i) {
            auto socket = std::make_unique<QTcpSocket>();
            QObject::connect(socket.get(), &QTcpSocket::readyRead, socket.get(), [&upgraded, raw = socket.get()] {
                if (raw->readAll().startsWith("HTTP/1.1 101")) ++upgraded;
            });
            socket->connectToHost(u"127.0.0.1"_s, m_server->port());
            socket->write("GET "_ba + kWebSocketPath +
                          " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            sockets.push_back(std::move(socket));
            if (i % 100 == 99) QTRY_COMPARE_WITH_TIMEOUT(upgraded, i + 1, 60'000);
        }
        QVERIFY(stillServes());
        const qint64 each = (m_server->memory() - before) / kConnections;
        qInfo("idle connection: %lld KiB", each);
        QVERIFY(each < 64 * kSanitizer);
        for (const auto& socket : sockets)
            socket->abort();
    }

private:
    /// Somebody honest still gets an answer.
    bool stillServes() const
    {
        RawWebSocket webSocket(RawClient(m_server->port(), u"/socket.io/"_s).webSocketUrl(RawClient::webSocketQuery()));
        webSocket.next();
        webSocket.send("40");
        webSocket.nextMessage();
        webSocket.nextMessage();
        webSocket.send("421[\"message-with-ack\",\"alive\"]");
        return webSocket.nextMessage() == textMessage("431[\"alive\"]");
    }

    std::unique_ptr<EchoServer> m_server;
    QJsonObject m_lastWords;
};

TONGDAI_TEST(HostileClients)

}  // namespace tongdai::testing

#include "hostile_clients_e2e_test.moc"
