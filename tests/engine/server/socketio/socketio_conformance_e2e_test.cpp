#include "tests/engine/server/socketio/transport_conformance.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

/// Every case of the public Socket.IO v5 suite (contracts/socketio §3.2).
class SocketIoConformance : public TransportConformance {
    Q_OBJECT
public:
    SocketIoConformance() : TransportConformance(u"socket.io"_s) {}

protected:
    bool echoes(RawWebSocket& webSocket) const override
    {
        webSocket.send("40");
        return webSocket.nextMessage().data.startsWith("40{") && webSocket.nextMessage().data.startsWith("42[\"auth\"");
    }

    /// Connected to `/`, with its first answers read.
    std::unique_ptr<RawWebSocket> openConnected() const
    {
        auto webSocket = openWebSocket();
        return webSocket && echoes(*webSocket) ? std::move(webSocket) : nullptr;
    }

    void checkConnect(const QByteArray& request, const QByteArray& nsp, const QJsonObject& auth) const
    {
        const auto webSocket = openWebSocket();
        QVERIFY(webSocket);
        webSocket->send(request);
        const QJsonObject accepted = objectAfter(webSocket->nextMessage().data, "40" + nsp);
        QCOMPARE(accepted.keys(), QStringList{u"sid"_s});
        QCOMPARE(accepted.value(u"sid").toString().size(), 20);
        QCOMPARE(arrayAfter(webSocket->nextMessage().data, "42" + nsp), (QJsonArray{u"auth"_s, auth}));
    }

    void checkCloses(const QByteArray& packet) const
    {
        const auto webSocket = openConnected();
        QVERIFY(webSocket);
        webSocket->send(packet);
        QVERIFY(webSocket->waitClosed());
    }

private slots:
    void connectsToTheMainNamespace() { checkConnect("40", "", {}); }
    void connectsToTheMainNamespaceWithAPayload()
    {
        checkConnect("40{\"token\":\"123\"}", "", {{u"token"_s, u"123"_s}});
    }
    void connectsToACustomNamespace() { checkConnect("40/custom,", "/custom,", {}); }
    void connectsToACustomNamespaceWithAPayload()
    {
        checkConnect("40/custom,{\"token\":\"abc\"}", "/custom,", {{u"token"_s, u"abc"_s}});
    }
    void refusesAnUnknownNamespace()
    {
        const auto webSocket = openWebSocket();
        QVERIFY(webSocket);
        webSocket->send("40/random");
        QCOMPARE(webSocket->nextMessage(), textMessage("44/random,{\"message\":\"Invalid namespace\"}"));
        webSocket->send("40");  // the connection stays
        QVERIFY(webSocket->nextMessage().data.startsWith("40{"));
    }
    void closesOnAnInvalidHandshake()
    {
        const auto webSocket = openWebSocket();
        QVERIFY(webSocket);
        webSocket->send("4abc");
        QVERIFY(webSocket->waitClosed());
    }
    void closesWhenNothingConnects()
    {
        const auto webSocket = openWebSocket();
        QVERIFY(webSocket);
        QElapsedTimer clock;
        clock.start();
        while (webSocket->isOpen() && clock.elapsed() < 5000) {
            if (QTest::qWaitFor([&] { return !webSocket->isOpen(); }, 100)) break;
            webSocket->send("3");  // alive, and still without a namespace
        }
        QVERIFY(!webSocket->isOpen());
        QVERIFY2(clock.elapsed() >= 1900 && clock.elapsed() < 4000, qPrintable(QString::number(clock.elapsed())));
    }
    void disconnectsFromTheMainNamespace()
    {
        const auto webSocket = openConnected();
        QVERIFY(webSocket);
        webSocket->send("41");
        QCOMPARE(webSocket->next(), textMessage("2"));
    }
    void disconnectsFromACustomNamespaceOnly()
    {
        const auto webSocket = openConnected();
        QVERIFY(webSocket);
        webSocket->send("40/custom");
        QVERIFY(webSocket->nextMessage().data.startsWith("40/custom,"));
        QVERIFY(webSocket->nextMessage().data.startsWith("42/custom,"));
        webSocket->send("41/custom");
        webSocket->send("42[\"message\",\"message to main namespace\"]");
        QCOMPARE(webSocket->nextMessage(), textMessage("42[\"message-back\",\"message to main namespace\"]"));
    }
    void carriesPlainText()
    {
        const auto webSocket = openConnected();
        QVERIFY(webSocket);
        webSocket->send("42[\"message\",1,\"2\",{\"3\":[true]}]");
        QCOMPARE(webSocket->nextMessage(), textMessage("42[\"message-back\",1,\"2\",{\"3\":[true]}]"));
    }
    void carriesBinaryAttachments()
    {
        const auto webSocket = openConnected();
        QVERIFY(webSocket);
        webSocket->send("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        webSocket->sendBinary("\x01\x02\x03"_ba);
        webSocket->sendBinary("\x04\x05\x06"_ba);
        checkAttachments(*webSocket, "452-", {u"message-back"_s});
    }
    void acknowledgesPlainText()
    {
        const auto webSocket = openConnected();
        QVERIFY(webSocket);
        webSocket->send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
        QCOMPARE(webSocket->nextMessage(), textMessage("43456[1,\"2\",{\"3\":[false]}]"));
    }
    void acknowledgesBinaryAttachments()
    {
        const auto webSocket = openConnected();
        QVERIFY(webSocket);
        webSocket->send(
            "452-789[\"message-with-ack\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
        webSocket->sendBinary("\x01\x02\x03"_ba);
        webSocket->sendBinary("\x04\x05\x06"_ba);
        checkAttachments(*webSocket, "462-789", {});
    }
    void closesOnAnUnknownPacketType() { checkCloses("4abc"); }
    void closesOnAnInvalidPayload() { checkCloses("42{}"); }
    void closesOnAnInvalidAckId() { checkCloses("42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]"); }
    // Behaviour of the reference beyond the suite (contracts/socketio §2.2).
    void closesOnAnEventBeforeConnect()
    {
        const auto webSocket = openWebSocket();
        QVERIFY(webSocket);
        webSocket->send("42[\"message\"]");
        QVERIFY(webSocket->waitClosed());
    }
    void closesOnASecondConnect() { checkCloses("40"); }
    void closesOnAConnectErrorFromAClient() { checkCloses("44{\"message\":\"x\"}"); }
    void closesOnTextWhileAttachmentsAreOutstanding()
    {
        const auto webSocket = openConnected();
        QVERIFY(webSocket);
        webSocket->send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
        webSocket->send("42[\"message\"]");
        QVERIFY(webSocket->waitClosed());
    }
    void ignoresAnAckNobodyWaitsFor()
    {
        const auto webSocket = openConnected();
        QVERIFY(webSocket);
        webSocket->send("43999[1]");
        webSocket->send("42[\"message\",1]");
        QCOMPARE(webSocket->nextMessage(), textMessage("42[\"message-back\",1]"));
    }

private:
    static void checkAttachments(RawWebSocket& webSocket, const QByteArray& prefix, QJsonArray expected)
    {
        for (int i = 0; i < 2; ++i)
            expected.append(QJsonObject{{u"_placeholder"_s, true}, {u"num"_s, i}});
        QCOMPARE(arrayAfter(webSocket.nextMessage().data, prefix), expected);
        QCOMPARE(webSocket.nextMessage(), binaryMessage("\x01\x02\x03"_ba));
        QCOMPARE(webSocket.nextMessage(), binaryMessage("\x04\x05\x06"_ba));
    }
};

TONGDAI_TEST(SocketIoConformance)

}  // namespace tongdai::testing

#include "socketio_conformance_e2e_test.moc"
