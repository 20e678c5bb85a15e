#include "engine/domain/work/one_shot.h"
#include "tests/engine/server/socketio/gateway_client.h"
#include "tests/support/test_registry.h"

#include <QJsonArray>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace socketio;

namespace {

Options withRecovery(RecoveryOptions recovery = {})
{
    Options options = TestGateway::defaults();
    options.recovery = recovery;
    return options;
}

/// The `auth` with which a client asks for its old session.
QByteArray comeBack(const QString& privateId, const QString& offset)
{
    return "{\"pid\":\"" + privateId.toUtf8() + "\",\"offset\":\"" + offset.toUtf8() + "\"}";
}

struct Cut {
    QString id;
    QString privateId;
    QString offset;
};

/// Joins `red`, hears one event, is cut.
Cut cutAfterOneEvent(TestGateway& gateway, Namespace& chat)
{
    GatewayClient client(gateway, "/chat");
    const SocketPtr socket = chat.socket(client.id());
    socket->join(u"red"_s);
    socket->state() = 42;
    chat.broadcast(u"seen"_s, {1}, Audience::room(u"red"_s));
    const QJsonArray seen = arrayAfter(client.next(), "2");
    client.webSocket().socket().abort();
    if (!QTest::qWaitFor([&] { return !socket->isConnected(); })) return {};
    return {client.id(), client.accepted().value(u"pid").toString(), seen.at(2).toString()};
}

}  // namespace

/// contracts/socketio §2.5 and §3.3.
class RecoveryTest : public QObject {
    Q_OBJECT
private slots:
    void isOffByDefault()
    {
        TestGateway gateway;
        Namespace& chat = gateway.server().of(u"/chat"_s);
        GatewayClient client(gateway, "/chat");
        QCOMPARE(client.accepted().keys(), QStringList{u"sid"_s});
        chat.broadcast(u"plain"_s, {1});
        QCOMPARE(client.next(), "2[\"plain\",1]"_ba);
    }
    void theReplyHasAPrivateIdOfItsOwn()
    {
        TestGateway gateway(withRecovery());
        gateway.server().of(u"/chat"_s);
        const GatewayClient client(gateway, "/chat");
        QCOMPARE(client.accepted().keys(), (QStringList{u"pid"_s, u"sid"_s}));
        QVERIFY(client.accepted().value(u"pid") != client.accepted().value(u"sid"));
    }
    void onlyEventsWithoutAckAndNotVolatileGetAnOffset()
    {
        TestGateway gateway(withRecovery());
        Namespace& chat = gateway.server().of(u"/chat"_s);
        GatewayClient client(gateway, "/chat");
        const SocketPtr socket = chat.socket(client.id());
        socket->send(u"direct"_s, {1});
        socket->send(u"volatile"_s, {1}, Delivery::Volatile);
        socket->sendWithAck(u"question"_s, {1}, 10s, [](const std::optional<Payload>&) {});
        QCOMPARE(arrayAfter(client.next(), "2").size(), 3);
        QCOMPARE(client.next(), "2[\"volatile\",1]"_ba);
        QCOMPARE(client.next(), "20[\"question\",1]"_ba);
    }
    void restoresSessionRoomsStateAndMissedPackets()
    {
        TestGateway gateway(withRecovery());
        Namespace& chat = gateway.server().of(u"/chat"_s);
        QList<bool> recovered;
        chat.onConnect([&recovered](SocketPtr socket) -> QCoro::Task<void> {
            recovered.append(socket->isRecovered());
            co_return;
        });
        const Cut cut = cutAfterOneEvent(gateway, chat);
        chat.broadcast(u"missed"_s, {2}, Audience::room(u"red"_s));
        chat.broadcast(u"not for it"_s, {3}, Audience::room(u"blue"_s));
        chat.broadcast(u"not for it either"_s, {4}, Audience::room(u"red"_s).without(cut.id));
        Payload binary;
        binary.addBinary("\x07"_ba);
        chat.broadcast(u"for all"_s, binary);

        GatewayClient back(gateway, "/chat", comeBack(cut.privateId, cut.offset));
        QCOMPARE(arrayAfter(back.reply(), "42/chat,").at(0).toString(), u"missed"_s);
        QVERIFY(back.webSocket().nextMessage().data.startsWith("451-/chat,[\"for all\""));
        QCOMPARE(back.webSocket().nextMessage(), binaryMessage("\x07"_ba));
        const QJsonObject accepted = objectAfter(back.next(), "0");  // after what it missed
        QCOMPARE(accepted.value(u"sid").toString(), cut.id);
        QCOMPARE(accepted.value(u"pid").toString(), cut.privateId);
        const SocketPtr socket = chat.socket(cut.id);
        QVERIFY(socket);
        QVERIFY(socket->rooms().contains(u"red"_s));
        QCOMPARE(std::any_cast<int>(socket->state()), 42);
        QCOMPARE(recovered, (QList{false, true}));
        chat.broadcast(u"again"_s, {}, Audience::room(u"red"_s));
        QVERIFY(back.next().startsWith("2[\"again\""));
    }
    void rulesRunOnTheWayBackAndMayRefuse()
    {
        TestGateway gateway(withRecovery());
        Namespace& chat = gateway.server().of(u"/chat"_s);
        bool isValid = true;
        chat.admitBy([&isValid](SocketPtr) -> QCoro::Task<Admission> {
            Admission admission = Accept{};
            if (!isValid) admission = Refuse{u"Token is not validated"_s};
            co_return admission;
        });
        const Cut cut = cutAfterOneEvent(gateway, chat);
        chat.broadcast(u"secret"_s, {}, Audience::room(u"red"_s));
        isValid = false;
        GatewayClient refused(gateway, "/chat", comeBack(cut.privateId, cut.offset));
        QCOMPARE(refused.reply(),
                 "44/chat,{\"message\":\"Token is not validated\"}"_ba);  // and no missed packet before
        isValid = true;                                                   // with a new token it still gets everything
        GatewayClient back(gateway, "/chat", comeBack(cut.privateId, cut.offset));
        QVERIFY(back.reply().startsWith("42/chat,[\"secret\""));
    }
    /// A token may be looked up for a while; what the rooms are told meanwhile comes in its place.
    void whatIsToldBeforeItIsAdmittedIsMissedAsWell()
    {
        TestGateway gateway(withRecovery());
        Namespace& chat = gateway.server().of(u"/chat"_s);
        bool isAsked = false;
        bool mustWait = false;
        const auto decided = std::make_shared<OneShot<bool>>();
        chat.admitBy([&](SocketPtr) -> QCoro::Task<Admission> {
            isAsked = true;
            if (mustWait) co_await decided->wait();
            Admission admission = Accept{};
            co_return admission;
        });
        const Cut cut = cutAfterOneEvent(gateway, chat);
        chat.broadcast(u"first"_s, {}, Audience::room(u"red"_s));
        isAsked = false;
        mustWait = true;
        GatewayClient back(gateway, "/chat", comeBack(cut.privateId, cut.offset), GatewayClient::Reply::NotYet);
        QTRY_VERIFY(isAsked);
        chat.broadcast(u"second"_s, {}, Audience::room(u"red"_s));
        decided->set(true);
        for (const char* event : {"first", "second"})
            QCOMPARE(arrayAfter(back.next(), "2").at(0).toString(), QString::fromLatin1(event));
        QCOMPARE(objectAfter(back.next(), "0").value(u"sid").toString(), cut.id);
        chat.broadcast(u"third"_s, {}, Audience::room(u"red"_s));
        QCOMPARE(arrayAfter(back.next(), "2").at(0).toString(), u"third"_s);
    }
    /// Who was spared a broadcast, in a room it has left since, does not get it on the way back, either.
    void whatASocketWasSparedIsNotMissed()
    {
        TestGateway gateway(withRecovery());
        Namespace& chat = gateway.server().of(u"/chat"_s);
        GatewayClient client(gateway, "/chat");
        const SocketPtr socket = chat.socket(client.id());
        socket->join(u"red"_s);
        chat.broadcast(u"seen"_s, {}, Audience::room(u"red"_s));
        const QString offset = arrayAfter(client.next(), "2").at(1).toString();
        socket->join(u"busy"_s);
        chat.broadcast(u"spared"_s, {}, Audience::room(u"red"_s).without(u"busy"_s));
        socket->leave(u"busy"_s);
        socket->send(u"told by itself"_s, {});
        chat.broadcast(u"for all again"_s, {}, Audience::room(u"red"_s).without(u"busy"_s));
        client.webSocket().socket().abort();
        QTRY_VERIFY(!socket->isConnected());
        GatewayClient back(gateway, "/chat", comeBack(client.accepted().value(u"pid").toString(), offset));
        QCOMPARE(arrayAfter(back.reply(), "42/chat,").at(0).toString(), u"told by itself"_s);
        QCOMPARE(arrayAfter(back.next(), "2").at(0).toString(), u"for all again"_s);
        QVERIFY(back.next().startsWith("0{"));
    }
    void unknownSessionsAndOffsetsGetAnOrdinaryConnect()
    {
        TestGateway gateway(withRecovery());
        Namespace& chat = gateway.server().of(u"/chat"_s);
        const Cut cut = cutAfterOneEvent(gateway, chat);
        for (const QByteArray& auth : {comeBack(u"unknown"_s, cut.offset), comeBack(cut.privateId, u"unknown"_s),
                                       "{\"pid\":\"" + cut.privateId.toUtf8() + "\"}"}) {
            const GatewayClient fresh(gateway, "/chat", auth);
            QVERIFY2(!fresh.id().isEmpty(), fresh.reply().constData());
            QVERIFY(fresh.id() != cut.id);
        }
    }
    void goodbyesAreNotKept()
    {
        TestGateway gateway(withRecovery());
        Namespace& chat = gateway.server().of(u"/chat"_s);
        GatewayClient client(gateway, "/chat");
        chat.broadcast(u"seen"_s, {});
        const QString offset = arrayAfter(client.next(), "2").at(1).toString();
        client.sendRaw("41/chat,");
        QTRY_COMPARE(chat.size(), 0);
        const GatewayClient back(gateway, "/chat", comeBack(client.accepted().value(u"pid").toString(), offset));
        QVERIFY(!back.id().isEmpty() && back.id() != client.id());
    }
    void tooLateIsTooLate()
    {
        TestGateway gateway(withRecovery({.maxDisconnection = 1ms}));
        Namespace& chat = gateway.server().of(u"/chat"_s);
        const Cut cut = cutAfterOneEvent(gateway, chat);
        QElapsedTimer clock;
        clock.start();
        QTRY_VERIFY(clock.elapsed() > 2);
        const GatewayClient back(gateway, "/chat", comeBack(cut.privateId, cut.offset));
        QVERIFY(!back.id().isEmpty() && back.id() != cut.id);
    }
    void aClientBackBeforeItsCutWasNoticedTakesOver()
    {
        TestGateway gateway(withRecovery());
        Namespace& chat = gateway.server().of(u"/chat"_s);
        GatewayClient stale(gateway, "/chat");
        chat.broadcast(u"seen"_s, {});
        const QString offset = arrayAfter(stale.next(), "2").at(1).toString();
        chat.broadcast(u"lost on the way"_s, {});
        GatewayClient back(gateway, "/chat", comeBack(stale.accepted().value(u"pid").toString(), offset));
        QVERIFY(back.reply().startsWith("42/chat,[\"lost on the way\""));
        QCOMPARE(objectAfter(back.next(), "0").value(u"sid").toString(), stale.id());
        QVERIFY(stale.webSocket().waitClosed());
        QCOMPARE(chat.size(), 1);
    }
    void theLogIsBounded()
    {
        PacketLog log({.packets = 3});
        QList<QByteArray> offsets;
        for (int i = 0; i < 5; ++i) {
            offsets.append(log.nextOffset());
            log.add(offsets.last(), {}, {engineio::OutgoingMessage::text(QByteArray::number(i))});
        }
        QCOMPARE(QSet<QByteArray>(offsets.begin(), offsets.end()).size(), 5);
        log.save({u"id"_s, u"pid"_s, {u"id"_s}, {}, {}});
        QVERIFY(!log.restore(u"pid"_s, offsets.at(1)));
        const auto restored = log.restore(u"pid"_s, offsets.at(2));
        QVERIFY(restored);
        QCOMPARE(log.missedSince(restored->next, restored->session.rooms)->size(), 2);
        QVERIFY(!log.restore(u"pid"_s, offsets.at(2)));  // given out once
        for (int i = 0; i < 3; ++i)
            log.add(log.nextOffset(), {}, {engineio::OutgoingMessage::text("more"_ba)});
        QVERIFY2(!log.missedSince(restored->next, restored->session.rooms), "two of them have left");
    }
    void theLogIsBoundedInBytes()
    {
        PacketLog log({.bytes = 1000});
        const QByteArray first = log.nextOffset();
        log.add(first, {}, {engineio::OutgoingMessage::text("small"_ba)});
        log.add(log.nextOffset(), {}, {engineio::OutgoingMessage::text(QByteArray(999, 'x'))});
        log.save({u"id"_s, u"pid"_s, {u"id"_s}, {}, {}});
        QVERIFY(!log.restore(u"pid"_s, first));
    }
};

TONGDAI_TEST(RecoveryTest)

}  // namespace tongdai::testing

#include "recovery_test.moc"
