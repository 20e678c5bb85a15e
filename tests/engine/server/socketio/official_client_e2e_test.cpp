#include "tests/engine/server/socketio/echo_server.h"
#include "tests/engine/server/socketio/test_gateway.h"
#include "tests/support/node_project.h"
#include "tests/support/test_registry.h"

#include <QCoro/QCoroTimer>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace socketio;

namespace {

QCoro::Task<void> sendAuth(SocketPtr socket)
{
    socket->send(u"auth"_s, {socket->handshake().auth});
    co_return;
}

QCoro::Task<void> sendBack(SocketPtr socket, Payload args, Ack)
{
    socket->send(u"message-back"_s, args);
    co_return;
}

QCoro::Task<void> acknowledge(SocketPtr, Payload args, Ack ack)
{
    ack(args);
    co_return;
}

QCoro::Task<void> acknowledgeSlowly(SocketPtr, Payload args, Ack ack)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(200ms);
    co_await timer;
    ack(args);
}

QCoro::Task<void> askBack(SocketPtr socket, Payload args, Ack ack)
{
    std::optional<Payload> answer = co_await socket->ask(u"question"_s, args, 500ms);
    Payload reply;
    if (answer) {
        reply.values.append(answer->values);  // emitWithAck() of the client keeps one value only
        reply.attachments = answer->attachments;
    } else {
        reply.add(u"no answer"_s);
    }
    ack(reply);
}

QCoro::Task<void> endSocket(SocketPtr socket, Payload args, Ack)
{
    socket->disconnect(args.values.at(0).toBool());
    co_return;
}

QCoro::Task<void> join(SocketPtr socket, Payload args, Ack ack)
{
    socket->join(args.values.at(0).toString());
    ack({});
    co_return;
}

QCoro::Task<Admission> admitRightToken(SocketPtr socket)
{
    Admission admission = Accept{};
    if (socket->handshake().auth.value(u"token").toString() != "right"_L1) {
        admission = Refuse{u"Unauthorized socket connection"_s, QJsonObject{{u"code"_s, 7}}};
    }
    co_return admission;
}

/// What socketio_scenario.mjs and recovery_scenario.mjs talk to.
class ScenarioServer {
public:
    explicit ScenarioServer(Options options) : m_gateway(std::move(options))
    {
        Namespace& main = m_gateway.server().of(u"/"_s);
        main.onConnect(sendAuth);
        main.on(u"message"_s, sendBack);
        main.on(u"message-with-ack"_s, acknowledge);
        main.on(u"slow"_s, acknowledgeSlowly);
        main.on(u"ask-me"_s, askBack);
        main.on(u"end-me"_s, endSocket);
        main.on(u"how-ended"_s, [this](SocketPtr, Payload args, Ack ack) -> QCoro::Task<void> {
            ack({m_endings.value(args.values.at(0).toString())});
            co_return;
        });
        main.onDisconnect([this](SocketPtr socket, DisconnectReason reason) -> QCoro::Task<void> {
            m_endings.insert(socket->id(), text(reason));
            co_return;
        });
        m_gateway.server().of(u"/guarded"_s).admitBy(admitRightToken);

        Namespace& rooms = m_gateway.server().of(u"/rooms"_s);
        rooms.on(u"join"_s, join);
        rooms.on(u"tell"_s, [&rooms](SocketPtr socket, Payload args, Ack ack) -> QCoro::Task<void> {
            rooms.broadcast(u"news"_s, {args.values.at(1)},
                            Audience::room(args.values.at(0).toString()).without(socket->id()));
            ack({});
            co_return;
        });
    }
    QString port() const { return QString::number(m_gateway.port()); }

private:
    QHash<QString, QString> m_endings;
    TestGateway m_gateway;
};

}  // namespace

/// The official JavaScript clients against our servers, over each transport and with the upgrade.
class OfficialClient : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_node = std::make_unique<NodeProject>();
        QVERIFY2(m_node->failure().isEmpty(), qPrintable(m_node->failure()));
    }

    void engineIoClient_data() { addTransports(); }
    void engineIoClient()
    {
        QFETCH(QString, transports);
        const EchoServer server(u"engine.io"_s);
        QVERIFY2(server.isRunning(), qPrintable(server.failure()));
        const QString failure = m_node->run(u"engineio_scenario.mjs"_s, {QString::number(server.port()), transports});
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
    }

    void socketIoClient_data() { addTransports(); }
    void socketIoClient()
    {
        QFETCH(QString, transports);
        const ScenarioServer server(TestGateway::defaults());
        const QString failure = m_node->run(u"socketio_scenario.mjs"_s, {server.port(), transports});
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
    }

    void recoversAfterACut_data() { addTransports(); }
    void recoversAfterACut()
    {
        QFETCH(QString, transports);
        Options options = TestGateway::defaults();
        options.recovery.emplace();
        const ScenarioServer server(options);
        const QString failure = m_node->run(u"recovery_scenario.mjs"_s, {server.port(), transports});
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
    }

private:
    static void addTransports()
    {
        QTest::addColumn<QString>("transports");
        QTest::newRow("polling") << u"polling"_s;
        QTest::newRow("websocket") << u"websocket"_s;
        QTest::newRow("upgrade") << u"polling,websocket"_s;
    }

    std::unique_ptr<NodeProject> m_node;
};

TONGDAI_TEST(OfficialClient)

}  // namespace tongdai::testing

#include "official_client_e2e_test.moc"
