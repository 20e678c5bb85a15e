#include "tests/engine/server/socketio/raw_client.h"
#include "tests/engine/server/socketio/raw_frames.h"
#include "tests/engine/server/socketio/test_gateway.h"
#include "tests/support/test_registry.h"
#include "tests/support/websocket_cases.h"

#include <QRegularExpression>
#include <QTest>
#include <QtEndian>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kStrangersPath = "/socket.io/?EIO=4&transport=websocket";
constexpr quint8 kTextOpcode = 1;
constexpr quint8 kCloseOpcode = 8;
constexpr qsizetype kKilobyte = 1024;

QByteArray strangerEvent(qsizetype size)
{
    return "42[\"message\",\"" + QByteArray(size, 'x') + "\"]";
}

/// The code of the close frame that ends the connection; 0: it ended without one, or did not end.
int closeCodeOf(RawFrames& client)
{
    QByteArray all;
    const bool isClosed = QTest::qWaitFor(
        [&] {
            all += client.socket().readAll();
            return client.socket().state() == QAbstractSocket::UnconnectedState;
        },
        10'000);
    if (!isClosed) return 0;
    all += client.socket().readAll();
    all.remove(0, all.indexOf("\r\n\r\n") + 4);
    while (const auto frame = takeServerFrame(all)) {
        if (frame->opcode == kCloseOpcode && frame->payload.size() >= 2)
            return qFromBigEndian<quint16>(frame->payload.constData());
    }
    return 0;
}

/// What is answered to these bytes, whatever else was announced.
QByteArray answerTo(quint16 port, const QByteArray& bytes)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write(bytes);
    QByteArray answer;
    (void)QTest::qWaitFor(
        [&] {
            answer += socket.readAll();
            return answer.contains("\r\n\r\n") || socket.state() == QAbstractSocket::UnconnectedState;
        },
        5'000);
    return answer;
}

}  // namespace

/// What nobody we know may cost us before they say who they are (security S06).
class StrangersTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_budget = std::make_shared<http::ByteBudget>(2 * 1024 * kKilobyte, 64 * 1024 * kKilobyte);
        auto options = TestGateway::defaults();
        options.engine.origins = engineio::OriginPolicy::listed({"https://shop.example"});
        options.engine.budget = m_budget;
        m_gateway = std::make_unique<TestGateway>(options);
        m_heard = 0;
        m_gateway->server().of(u"/"_s).on(
            u"message"_s, [this](socketio::SocketPtr, socketio::Payload args, socketio::Ack) -> QCoro::Task<void> {
                m_heard = args.values.at(0).toString().size();
                co_return;
            });
    }
    void cleanup() { m_gateway.reset(); }

    void aWebSocketSaysLittleUntilItHasJoined()
    {
        RawFrames stranger(m_gateway->port(), kStrangersPath);
        QVERIFY(stranger.isUpgraded());
        stranger.sendFrame(kTextOpcode, strangerEvent(65 * kKilobyte));
        QCOMPARE(closeCodeOf(stranger), 1009);

        RawWebSocket member(RawClient(m_gateway->port(), u"/socket.io/"_s).webSocketUrl(RawClient::webSocketQuery()));
        QVERIFY(member.waitOpen());
        member.send("40");
        QVERIFY(member.nextMessage().data.startsWith("0{"));
        QVERIFY(member.nextMessage().data.startsWith("40{"));
        member.send(strangerEvent(900'000));
        QTRY_COMPARE(m_heard, 900'000);
        member.send(strangerEvent(1'000'000));
        QVERIFY(member.waitClosed());
    }
    void aPushSaysLittleUntilItHasJoined()
    {
        RawClient client(m_gateway->port(), u"/socket.io/"_s);
        const QString sid = client.openPolling();
        QCOMPARE(client.push(sid, strangerEvent(65 * kKilobyte)).status, 413);
        QCOMPARE(client.push(sid, "40").status, 200);
        QVERIFY(client.poll(sid).wait().body.startsWith("40{"));
        QCOMPARE(client.push(sid, strangerEvent(900'000)).status, 200);
        QTRY_COMPARE(m_heard, 900'000);
        QCOMPARE(client.push(sid, strangerEvent(1'000'000)).status, 413);
    }
    void anUpgradeTakesTheBoundAlong_data()
    {
        QTest::addColumn<bool>("hasJoined");
        QTest::newRow("stranger") << false;
        QTest::newRow("member") << true;
    }
    void anUpgradeTakesTheBoundAlong()
    {
        QFETCH(bool, hasJoined);
        RawClient client(m_gateway->port(), u"/socket.io/"_s);
        const QString sid = client.openPolling();
        if (hasJoined) {
            QCOMPARE(client.push(sid, "40").status, 200);
            QVERIFY(client.poll(sid).wait().body.startsWith("40{"));
        }
        RawWebSocket socket(client.webSocketUrl(RawClient::webSocketQuery(sid)));
        QVERIFY(socket.waitOpen());
        socket.send("2probe");
        QCOMPARE(socket.next().data, "3probe"_ba);
        socket.send("5");
        socket.send(strangerEvent(100 * kKilobyte));
        if (hasJoined)
            QTRY_COMPARE(m_heard, 100 * kKilobyte);
        else
            QVERIFY(socket.waitClosed());
    }
    void aProbeIsNoWayToSayMore()
    {
        RawClient client(m_gateway->port(), u"/socket.io/"_s);
        const QString sid = client.openPolling();
        RawFrames probe(m_gateway->port(), QByteArray(kStrangersPath) + "&sid=" + sid.toLatin1());
        QVERIFY(probe.isUpgraded());
        probe.sendFrame(kTextOpcode, QByteArray(2000, 'x'));
        QVERIFY(probe.waitClosed());
        QCOMPARE(client.push(sid, "40").status, 200);
    }

    /// The heads alone: the bodies they announce are never sent.
    void headsAreJudgedBeforeBodies_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("foreign page") << "EIO=4&transport=polling&sid=SID"_ba
                                      << "https://evil.example"_ba
                                      << "403"_ba;
        QTest::newRow("no session") << "EIO=4&transport=polling&sid=nobody"_ba
                                    << ""_ba
                                    << "400"_ba;
        QTest::newRow("no handshake") << "EIO=4&transport=polling"_ba
                                      << ""_ba
                                      << "400"_ba;
        QTest::newRow("no transport") << "EIO=4&sid=SID"_ba
                                      << ""_ba
                                      << "400"_ba;
        QTest::newRow("too long") << "EIO=4&transport=polling&sid=SID"_ba
                                  << "https://shop.example"_ba
                                  << "413"_ba;
    }
    void headsAreJudgedBeforeBodies()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, answer);
        RawClient client(m_gateway->port(), u"/socket.io/"_s);
        const QString sid = client.openPolling();
        target.replace("SID", sid.toLatin1());
        const QByteArray head = "POST /socket.io/?" + target +
                                " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900000\r\n" +
                                (origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n") + "\r\n";
        QCOMPARE(answerTo(m_gateway->port(), head).mid(9, 3), answer);
        QCOMPARE(client.push(sid, "40").status, 200);
    }

    /// Each within its bound, and together too much; whoever comes after them is served.
    void manyStrangersAreBoundedTogether()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^connections ended, all together kept too much"_s));
        std::vector<std::unique_ptr<RawFrames>> strangers;
        for (int i = 0; i < 60; ++i) {
            strangers.push_back(std::make_unique<RawFrames>(m_gateway->port(), kStrangersPath));
            strangers.back()->sendFrame(kTextOpcode, QByteArray(60 * kKilobyte, 'x'), false);
        }
        QTRY_VERIFY(m_budget->givenUp() > 0);
        QCOMPARE(closeCodeOf(*strangers.front()), 1013);
        RawClient customer(m_gateway->port(), u"/socket.io/"_s);
        QVERIFY(!customer.openPolling().isEmpty());
    }

private:
    std::shared_ptr<http::ByteBudget> m_budget;
    std::unique_ptr<TestGateway> m_gateway;
    qsizetype m_heard = 0;
};

TONGDAI_TEST(StrangersTest)

}  // namespace tongdai::testing

#include "strangers_test.moc"
