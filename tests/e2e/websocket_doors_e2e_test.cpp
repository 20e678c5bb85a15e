#include "tests/support/engine_process.h"
#include "tests/support/test_registry.h"
#include "tests/support/wait_until.h"
#include "tests/support/websocket_cases.h"

#include <QTcpSocket>
#include <QtEndian>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint8 kTextFrame = 1;
constexpr quint8 kCloseFrame = 8;
constexpr quint8 kPingFrame = 9;
constexpr quint8 kPongFrame = 10;
constexpr auto kDoorPatience = 10s;
const QByteArray kGoodKey = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"_ba;

/// One of the three ways in, and something that can be said there again and again.
struct SocketDoor {
    QByteArray target;
    QByteArray headers;
    QByteArray text;
    QByteArray answer;  ///< how each answer to it begins
};

/// A client below the protocol.
class DoorClient {
public:
    DoorClient(quint16 port, const QByteArray& target, const QByteArray& headers)
    {
        m_socket.connectToHost(u"127.0.0.1"_s, port);
        m_socket.write("GET " + target +
                       " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n" +
                       headers + "\r\n");
        waitUntil([this] { return m_socket.peek(32'768).contains("\r\n\r\n") || isClosed(); }, kDoorPatience);
        const QByteArray all = m_socket.peek(32'768);
        head = m_socket.read(all.indexOf("\r\n\r\n") + 4);
    }
    int status() const { return head.mid(9, 3).toInt(); }
    void say(const QByteArray& bytes) { m_socket.write(bytes); }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

    /// Frames of the protocol itself; what the door says in text goes to `said`.
    void read()
    {
        m_bytes += m_socket.readAll();
        while (auto frame = takeServerFrame(m_bytes)) {
            isLegal = isLegal && frame->isLegal && closes.isEmpty();
            if (frame->opcode == kTextFrame) said << frame->payload;
            if (frame->opcode == kPongFrame) pongs << frame->payload;
            if (frame->opcode == kCloseFrame) closes << frame->payload;
        }
    }
    template <class Condition>
    bool readUntil(Condition holds)
    {
        return waitUntil(
            [&] {
                read();
                return holds();
            },
            kDoorPatience);
    }
    int closeCode() const
    {
        if (closes.isEmpty()) return WebSocketCase::kOpen;
        return closes.first().isEmpty() ? WebSocketCase::kNoCode : qFromBigEndian<quint16>(closes.first().constData());
    }

    QByteArray head;
    QList<QByteArray> said;
    QList<QByteArray> pongs;
    QList<QByteArray> closes;
    bool isLegal = true;

private:
    QTcpSocket m_socket;
    QByteArray m_bytes;
};

}  // namespace

/// RFC 6455 at every door that takes WebSockets: Socket.IO, and the plain ones of customers and administrators.
class WebSocketDoorsE2eTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyDoorKeepsTheProtocol_data();
    void everyDoorKeepsTheProtocol();
    void messagesMayComeInAnyFragments_data() { doorRows(); }
    void messagesMayComeInAnyFragments();
    void messagesAboveTheBoundAreRefused_data() { doorRows(); }
    void messagesAboveTheBoundAreRefused();
    void aLargeCookieIsNoReasonToRefuse_data() { doorRows(); }
    void aLargeCookieIsNoReasonToRefuse();
    void badHandshakesAreAnsweredInHttp_data();
    void badHandshakesAreAnsweredInHttp();

private:
    static void doorRows()
    {
        QTest::addColumn<QByteArray>("door");
        for (const char* name : {"socket.io", "customer", "admin"})
            QTest::newRow(name) << QByteArray(name);
    }
    SocketDoor door(const QByteArray& name) const
    {
        if (name == "socket.io") return {"/socket.io/?EIO=4&transport=websocket", {}, "40/nốp,"_ba, "44/nốp,"_ba};
        if (name == "customer") {
            return {"/chat/ws/customer?sessionId=cua-khach",
                    {},
                    R"({"sender_type":"admin","content":"Dạ"})"_ba,
                    R"({"code":)"_ba};
        }
        return {"/chat/ws/admin", "Authorization: Bearer " + m_engine.adminToken() + "\r\n",
                R"({"sender_type":"customer","content":"Dạ"})"_ba, R"({"code":)"_ba};
    }
    quint16 port() const { return quint16(m_engine.url().port()); }

    EngineProcess m_engine;
};

void WebSocketDoorsE2eTest::initTestCase()
{
    QVERIFY2(m_engine.start(), qPrintable(m_engine.problem()));
}

/// F60
void WebSocketDoorsE2eTest::everyDoorKeepsTheProtocol_data()
{
    QTest::addColumn<QByteArray>("door");
    QTest::addColumn<int>("number");
    const auto cases = webSocketCases();
    for (const char* name : {"socket.io", "customer", "admin"}) {
        for (int i = 0; i < cases.size(); ++i) {
            // What is said in whole messages is another matter at each door.
            if (cases[i].messages.isEmpty())
                QTest::addRow("%s %s", name, cases[i].name.constData()) << QByteArray(name) << i;
        }
    }
}

void WebSocketDoorsE2eTest::everyDoorKeepsTheProtocol()
{
    QFETCH(QByteArray, door);
    QFETCH(int, number);
    static const auto cases = webSocketCases();
    const WebSocketCase& expected = cases[number];
    const SocketDoor at = this->door(door);
    DoorClient client(port(), at.target, at.headers + kGoodKey);
    QCOMPARE(client.status(), 101);
    QVERIFY(client.head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));

    client.say(expected.sent);
    QList<QByteArray> pongs = expected.pongs;
    if (expected.closeCode == WebSocketCase::kOpen) {
        client.say(clientFrame(kPingFrame, "still there?"));
        pongs << "still there?"_ba;
        QVERIFY(client.readUntil([&] { return client.pongs.size() >= pongs.size() || client.isClosed(); }));
    } else {
        QVERIFY(client.readUntil([&] { return client.isClosed(); }));
        client.read();
    }
    QCOMPARE(client.closeCode(), expected.closeCode);
    QCOMPARE(client.pongs, pongs);
    QVERIFY(client.isLegal);
}

void WebSocketDoorsE2eTest::messagesMayComeInAnyFragments()
{
    QFETCH(QByteArray, door);
    const SocketDoor at = this->door(door);
    DoorClient client(port(), at.target, at.headers + kGoodKey);
    const FrameForm unfinished{.isFinal = false, .reserved = 0, .isMasked = true, .lengthBytes = -1};
    QByteArray all;
    for (qsizetype cut = 0; cut <= at.text.size(); ++cut) {
        all += clientFrame(kTextFrame, at.text.first(cut), unfinished) + clientFrame(kPingFrame, "between") +
               clientFrame(0, at.text.sliced(cut));
    }
    client.say(all);
    const auto answers = [&] {
        qsizetype count = 0;
        for (const QByteArray& text : client.said)
            count += text.startsWith(at.answer) ? 1 : 0;
        return count;
    };
    QVERIFY2(client.readUntil([&] { return answers() == at.text.size() + 1; }),
             client.said.value(1, "nothing said").constData());
    QCOMPARE(client.pongs.size(), at.text.size() + 1);
    QCOMPARE(client.closeCode(), WebSocketCase::kOpen);
}

/// F63
void WebSocketDoorsE2eTest::messagesAboveTheBoundAreRefused()
{
    QFETCH(QByteArray, door);
    const SocketDoor at = this->door(door);
    DoorClient client(port(), at.target, at.headers + kGoodKey);
    client.say("\x81\xff\0\0\0\0\x7f\xff\xff\xff\1\2\3\4"_ba);  // two gigabytes to come
    QVERIFY(client.readUntil([&] { return client.isClosed(); }));
    client.read();
    QCOMPARE(client.closeCode(), 1009);
}

void WebSocketDoorsE2eTest::aLargeCookieIsNoReasonToRefuse()
{
    QFETCH(QByteArray, door);
    const SocketDoor at = this->door(door);
    DoorClient large(port(), at.target, at.headers + "Cookie: a=" + QByteArray(12'000, 'c') + "\r\n" + kGoodKey);
    QCOMPARE(large.status(), 101);
    DoorClient tooLarge(port(), at.target, at.headers + "Cookie: a=" + QByteArray(17'000, 'c') + "\r\n" + kGoodKey);
    QCOMPARE(tooLarge.status(), 431);
}

void WebSocketDoorsE2eTest::badHandshakesAreAnsweredInHttp_data()
{
    QTest::addColumn<QByteArray>("door");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const QByteArray version = "Sec-WebSocket-Version: 13\r\n"_ba;
    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"_ba;
    for (const char* door : {"socket.io", "customer", "admin"}) {
        const auto row = [door](const char* name, const QByteArray& headers, int status) {
            QTest::addRow("%s %s", door, name) << QByteArray(door) << headers << status;
        };
        row("no key", version, 400);
        row("two keys", version + key + key, 400);
        row("short key", version + "Sec-WebSocket-Key: c2hvcnQ=\r\n", 400);
        row("key that is no base64", version + "Sec-WebSocket-Key: ????????????????????????\r\n", 400);
        row("no version", key, 426);
        row("old version", key + "Sec-WebSocket-Version: 8\r\n", 426);
        row("two versions", key + version + version, 400);
    }
}

void WebSocketDoorsE2eTest::badHandshakesAreAnsweredInHttp()
{
    QFETCH(QByteArray, door);
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    const SocketDoor at = this->door(door);
    DoorClient client(port(), at.target, at.headers + headers);
    QCOMPARE(client.status(), status);
    QCOMPARE(client.head.contains("Sec-WebSocket-Version: 13\r\n"), status == 426);
    QVERIFY(waitUntil([&] { return client.isClosed(); }, kDoorPatience));
}

TONGDAI_TEST(WebSocketDoorsE2eTest)

}  // namespace tongdai::testing

#include "websocket_doors_e2e_test.moc"
