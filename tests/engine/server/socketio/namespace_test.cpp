#include "tests/engine/server/socketio/gateway_client.h"
#include "tests/support/test_registry.h"

#include "engine/domain/work/one_shot.h"

#include <QRegularExpression>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace socketio;

namespace {

using Gate = OneShot<bool>;

/// Two engines on one bus, in one process.
class PairedBus final : public RoomBus {
public:
    static void pair(PairedBus& a, PairedBus& b)
    {
        a.m_other = &b;
        b.m_other = &a;
    }
    void publish(const RoomMessage& message) override
    {
        ++published;
        m_other->m_receiver(message);
    }
    void setReceiver(std::function<void(const RoomMessage&)> receiver) override { m_receiver = std::move(receiver); }
    int published = 0;

private:
    PairedBus* m_other = nullptr;
    std::function<void(const RoomMessage&)> m_receiver;
};

}  // namespace

class NamespaceTest : public QObject {
    Q_OBJECT
private slots:
    void rulesSeeTheHandshakeAndMayRefuse()
    {
        TestGateway gateway;
        Namespace& chat = gateway.server().of(u"/chat"_s);
        chat.admitBy([](SocketPtr socket) -> QCoro::Task<Admission> {
            Admission admission = Accept{};
            const Handshake& handshake = socket->handshake();
            if (handshake.request.peer.toIPv4Address() != 0x7f000001) admission = Refuse{u"not from here"_s};
            if (handshake.auth.isEmpty()) admission = Refuse{u"Unauthorized socket connection"_s};
            if (handshake.auth.contains(u"explain"_s)) admission = Refuse{u"no"_s, u"because"_s};
            if (handshake.auth.contains(u"throw"_s)) throw std::runtime_error("broken rule");
            co_return admission;
        });
        QCOMPARE(GatewayClient(gateway, "/chat").reply(),
                 "44/chat,{\"message\":\"Unauthorized socket connection\"}"_ba);
        QCOMPARE(GatewayClient(gateway, "/chat", "{\"explain\":1}").reply(),
                 "44/chat,{\"data\":\"because\",\"message\":\"no\"}"_ba);
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"admission rule failed"_s));
        QCOMPARE(GatewayClient(gateway, "/chat", "{\"throw\":1}").reply(),
                 "44/chat,{\"message\":\"Internal error\"}"_ba);
        QCOMPARE(GatewayClient(gateway, "/chat", "{\"token\":1}").accepted().keys(), QStringList{u"sid"_s});
    }
    void aRefusedClientMayTryAgainOnTheSameConnection()
    {
        TestGateway gateway;
        gateway.server().of(u"/chat"_s).admitBy([](SocketPtr socket) -> QCoro::Task<Admission> {
            Admission admission = Accept{};
            if (socket->handshake().auth.isEmpty()) admission = Refuse{u"who?"_s};
            co_return admission;
        });
        GatewayClient client(gateway, "/chat");
        QCOMPARE(client.reply(), "44/chat,{\"message\":\"who?\"}"_ba);
        client.sendRaw("40/chat,{\"token\":1}");
        QVERIFY(client.next().startsWith("0{\"sid\":"));
    }
    void aClientThatLeavesWhileItIsJudgedNeverJoins()
    {
        TestGateway gateway;
        const auto gate = std::make_shared<Gate>();
        int joined = 0;
        int judged = 0;
        Namespace& chat = gateway.server().of(u"/chat"_s);
        chat.admitBy([gate, &judged](SocketPtr) -> QCoro::Task<Admission> {
            ++judged;
            co_await gate->wait();
            Admission admission = Accept{};
            co_return admission;
        });
        chat.onConnect([&joined](SocketPtr) -> QCoro::Task<void> {
            ++joined;
            co_return;
        });
        RawWebSocket webSocket(RawClient(gateway.port(), u"/socket.io/"_s).webSocketUrl(RawClient::webSocketQuery()));
        webSocket.next();
        webSocket.send("40/chat,");
        QTRY_COMPARE(judged, 1);
        webSocket.socket().abort();
        QTRY_COMPARE(gateway.server().statistics().engine.sessions, 0);
        gate->set(true);
        QCOMPARE(joined, 0);
        QCOMPARE(chat.size(), 0);
    }
    void cookiesAreReadFromTheHandshake()
    {
        Handshake handshake;
        handshake.request.headers = {{"Cookie", "a=1; accessToken=x%20y; b=\"q\""}};
        QCOMPARE(handshake.cookie("accessToken"), u"x y"_s);
        QCOMPARE(handshake.cookie("b"), u"q"_s);
        QVERIFY(handshake.cookie("access").isEmpty());
    }

    void eventsWaitForTheHandlerBeforeThem()
    {
        TestGateway gateway;
        QStringList order;
        const auto gate = std::make_shared<Gate>();
        Namespace& chat = gateway.server().of(u"/chat"_s);
        chat.on(u"slow"_s, [&order, gate](SocketPtr, Payload, Ack) -> QCoro::Task<void> {
            order.append(u"slow begins"_s);
            co_await gate->wait();
            order.append(u"slow ends"_s);
        });
        chat.on(u"fast"_s, [&order](SocketPtr, Payload, Ack) -> QCoro::Task<void> {
            order.append(u"fast"_s);
            co_return;
        });
        chat.onDisconnect([&order](SocketPtr socket, DisconnectReason reason) -> QCoro::Task<void> {
            order.append(text(reason) + (socket->isConnected() ? u"?"_s : u"."_s));
            co_return;
        });
        GatewayClient client(gateway, "/chat");
        client.send("[\"slow\"]");
        client.send("[\"fast\"]");
        client.sendRaw("41/chat,");
        QTRY_COMPARE(chat.size(), 0);
        QCOMPARE(order, QStringList{u"slow begins"_s});
        gate->set(true);
        QCOMPARE(order, (QStringList{u"slow begins"_s, u"slow ends"_s, u"fast"_s, u"client namespace disconnect."_s}));
    }
    void aHandlerThatThrowsIsLoggedAndTheNextRuns()
    {
        TestGateway gateway;
        Namespace& chat = gateway.server().of(u"/chat"_s);
        chat.on(u"bad"_s, [](SocketPtr, Payload, Ack) -> QCoro::Task<void> {
            throw std::runtime_error("broken handler");
            co_return;
        });
        chat.onOtherEvents([](SocketPtr, QString event, Payload, Ack ack) -> QCoro::Task<void> {
            ack({event});
            co_return;
        });
        GatewayClient client(gateway, "/chat");
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"event handler failed"_s));
        client.send("[\"bad\"]", "1");
        client.send("[\"anything\"]", "2");
        QCOMPARE(client.next(), "32[\"anything\"]"_ba);
    }
    void anAckIsGivenOnce()
    {
        TestGateway gateway;
        Namespace& chat = gateway.server().of(u"/chat"_s);
        chat.on(u"twice"_s, [](SocketPtr socket, Payload, Ack ack) -> QCoro::Task<void> {
            const Ack copy = ack;
            ack({1});
            copy({2});
            socket->send(u"wanted"_s, {ack.isWanted()});
            co_return;
        });
        GatewayClient client(gateway, "/chat");
        client.send("[\"twice\"]", "5");
        QCOMPARE(client.next(), "35[1]"_ba);
        QCOMPARE(client.next(), "2[\"wanted\",true]"_ba);
        client.send("[\"twice\"]");
        QCOMPARE(client.next(), "2[\"wanted\",false]"_ba);
    }
    void aQuestionEndsWithTheSocket()
    {
        TestGateway gateway;
        Namespace& chat = gateway.server().of(u"/chat"_s);
        QList<bool> answered;
        const auto ask = [&answered](SocketPtr socket) -> QCoro::Task<void> {
            const std::optional<Payload> answer = co_await socket->ask(u"question"_s, {}, 60s);
            answered.append(answer.has_value());
        };
        chat.onConnect(ask);
        GatewayClient client(gateway, "/chat");
        QVERIFY(client.next().startsWith("20[\"question\"]"));
        client.webSocket().socket().abort();
        QTRY_COMPARE(answered, QList{false});
        QCOMPARE(chat.socket(client.id()), nullptr);
    }
    void ackIdsCountUp()
    {
        TestGateway gateway;
        Namespace& chat = gateway.server().of(u"/chat"_s);
        GatewayClient client(gateway, "/chat");
        const SocketPtr socket = chat.socket(client.id());
        QList<int> answers;
        for (int i = 0; i < 3; ++i) {
            socket->sendWithAck(u"q"_s, {i}, 10s, [&answers](std::optional<Payload> answer) {
                answers.append(answer ? answer->values.at(0).toInt() : -1);
            });
        }
        for (int i = 0; i < 3; ++i)
            QCOMPARE(client.next(), "2" + QByteArray::number(i) + "[\"q\"," + QByteArray::number(i) + "]");
        client.sendRaw("43/chat,2[20]");
        client.sendRaw("43/chat,0[0]");
        client.sendRaw("43/chat,0[99]");  // a second time: ignored
        client.sendRaw("43/chat,1[10]");
        QTRY_COMPARE(answers, (QList{20, 0, 10}));
    }

    void endReasons_data()
    {
        QTest::addColumn<QString>("act");
        QTest::addColumn<QString>("reason");
        for (const auto& [act, reason] : {std::pair{u"client leaves"_s, u"client namespace disconnect"_s},
                                          {u"client closes"_s, u"transport close"_s},
                                          {u"client vanishes"_s, u"transport close"_s},
                                          {u"client breaks the protocol"_s, u"parse error"_s},
                                          {u"client breaks the transport"_s, u"transport error"_s},
                                          {u"client falls silent"_s, u"ping timeout"_s},
                                          {u"server ends the socket"_s, u"server namespace disconnect"_s},
                                          {u"server ends the connection"_s, u"server namespace disconnect"_s},
                                          {u"server shuts down"_s, u"server shutting down"_s}}) {
            QTest::newRow(qPrintable(act)) << act << reason;
        }
    }
    void endReasons()
    {
        QFETCH(QString, act);
        QFETCH(QString, reason);
        Options options = TestGateway::defaults();
        if (act == u"client falls silent"_s) options.engine.pingInterval = options.engine.pingTimeout = 50ms;
        TestGateway gateway(options);
        Namespace& chat = gateway.server().of(u"/chat"_s);
        QStringList seen;
        chat.onDisconnect([&seen](SocketPtr, DisconnectReason why) -> QCoro::Task<void> {
            seen.append(text(why));
            co_return;
        });
        GatewayClient client(gateway, "/chat");
        const SocketPtr socket = chat.socket(client.id());
        QVERIFY(socket);
        if (act == u"client leaves"_s)
            client.sendRaw("41/chat,");
        else if (act == u"client closes"_s)
            client.webSocket().socket().close();
        else if (act == u"client vanishes"_s)
            client.webSocket().socket().abort();
        else if (act == u"client breaks the protocol"_s)
            client.sendRaw("42/chat,{}");
        else if (act == u"client breaks the transport"_s)
            client.sendRaw("2");
        else if (act == u"server ends the socket"_s)
            socket->disconnect();
        else if (act == u"server ends the connection"_s)
            socket->disconnect(true);
        else if (act == u"server shuts down"_s)
            gateway.server().shutDown();
        if (act == u"server ends the socket"_s) {
            QCOMPARE(client.next(), "1"_ba);
            QVERIFY(client.webSocket().isOpen());
        }
        QTRY_COMPARE(seen, QStringList{reason});
        QVERIFY(!socket->isConnected());
        socket->send(u"too late"_s);  // harmless
    }

    void aFloodBehindASlowHandlerIsCut()
    {
        Options options = TestGateway::defaults();
        options.waitingEvents = 50;
        TestGateway gateway(options);
        Namespace& chat = gateway.server().of(u"/chat"_s);
        const auto gate = std::make_shared<Gate>();
        int handled = 0;
        chat.on(u"slow"_s, [gate, &handled](SocketPtr, Payload, Ack) -> QCoro::Task<void> {
            co_await gate->wait();
            ++handled;
        });
        GatewayClient client(gateway, "/chat");
        for (int i = 0; i < 1000; ++i)
            client.send("[\"slow\"]");
        QVERIFY(client.webSocket().waitClosed());
        QCOMPARE(gateway.server().statistics().floods, 1);
        gate->set(true);
        QCOMPARE(handled, 51);  // what was taken is handled; nothing more
    }

    void broadcastsReachTheRoomsOnce()
    {
        TestGateway gateway;
        Namespace& chat = gateway.server().of(u"/chat"_s);
        GatewayClient a(gateway, "/chat");
        GatewayClient b(gateway, "/chat");
        GatewayClient c(gateway, "/chat");
        for (GatewayClient* member : {&a, &b}) {
            chat.socket(member->id())->join(u"red"_s);
            chat.socket(member->id())->join(u"blue"_s);
        }
        QCOMPARE(chat.sockets({{u"red"_s, u"blue"_s}, {}}).size(), 2);
        QCOMPARE(chat.sockets(Audience::all().without(c.id())).size(), 2);
        QCOMPARE(chat.sockets(Audience::room(c.id())).size(), 1);
        QVERIFY(chat.sockets(Audience::room(u"nobody"_s)).empty());
        chat.broadcast(u"both"_s, {1}, {{u"red"_s, u"blue"_s, a.id()}, {b.id()}});
        chat.broadcast(u"all"_s, {2});
        QCOMPARE(a.next(), "2[\"both\",1]"_ba);
        for (GatewayClient* member : {&a, &b, &c})
            QCOMPARE(member->next(), "2[\"all\",2]"_ba);
        chat.socket(a.id())->leave(u"red"_s);
        QCOMPARE(chat.sockets(Audience::room(u"red"_s)).size(), 1);
        b.sendRaw("41/chat,");
        QTRY_VERIFY(chat.sockets(Audience::room(u"blue"_s)).size() == 1);
    }
    void theBusCarriesBroadcastsAndEndsToOtherEngines()
    {
        PairedBus busA;
        PairedBus busB;
        PairedBus::pair(busA, busB);
        TestGateway engineA(TestGateway::defaults(), &busA);
        TestGateway engineB(TestGateway::defaults(), &busB);
        Namespace& chatA = engineA.server().of(u"/chat"_s);
        Namespace& chatB = engineB.server().of(u"/chat"_s);
        GatewayClient a(engineA, "/chat");
        GatewayClient b(engineB, "/chat");
        chatA.socket(a.id())->join(u"red"_s);
        chatB.socket(b.id())->join(u"red"_s);
        Payload args{u"hello"_s};
        args.addBinary("\x01"_ba);
        chatA.broadcast(u"news"_s, args, Audience::room(u"red"_s));
        QCOMPARE(busA.published, 1);
        QCOMPARE(busB.published, 0);
        for (GatewayClient* member : {&a, &b}) {
            QVERIFY(member->webSocket().nextMessage().data.startsWith("451-/chat,[\"news\",\"hello\""));
            QCOMPARE(member->webSocket().nextMessage(), binaryMessage("\x01"_ba));
        }
        chatB.disconnectSockets(Audience::room(u"red"_s));
        QCOMPARE(a.next(), "1"_ba);
        QCOMPARE(b.next(), "1"_ba);
    }
    void aSocketOutlivesItsServerHarmlessly()
    {
        auto gateway = std::make_unique<TestGateway>();
        Namespace& chat = gateway->server().of(u"/chat"_s);
        GatewayClient client(*gateway, "/chat");
        const SocketPtr socket = chat.socket(client.id());
        gateway.reset();
        QVERIFY(!socket->isConnected());
        socket->send(u"late"_s);
        socket->join(u"late"_s);
        socket->disconnect(true);
    }
};

TONGDAI_TEST(NamespaceTest)

}  // namespace tongdai::testing

#include "namespace_test.moc"
