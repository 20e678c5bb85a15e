// The two small servers that the public Engine.IO v4 and Socket.IO v5 conformance suites expect
// (contracts/socketio §3), around our gateway. Prints one JSON line when it listens, another with counters when it
// stops by SIGTERM or SIGINT.
#include "engine/host/machine/epoll_dispatcher.h"
#include "engine/server/http/http_server.h"
#include "engine/server/socketio/socketio_server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>

#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace {

using namespace tongdai;
using namespace Qt::StringLiterals;
using namespace std::chrono;

constexpr int kManySessions = 20'000;

struct Arguments {
    QString protocol;
    quint16 port = 0;
    engineio::Options engine;
    milliseconds connectTimeout{};
    bool withRecovery = false;
};

Arguments parseArguments(const QCoreApplication& application)
{
    QCommandLineParser parser;
    const QCommandLineOption protocol(u"protocol"_s, u"engine.io or socket.io"_s, u"name"_s, u"socket.io"_s);
    const QCommandLineOption port(u"port"_s, u"0: any free port"_s, u"number"_s, u"3000"_s);
    const QCommandLineOption pingInterval(u"ping-interval"_s, u"milliseconds"_s, u"ms"_s, u"300"_s);
    const QCommandLineOption pingTimeout(u"ping-timeout"_s, u"milliseconds"_s, u"ms"_s, u"200"_s);
    const QCommandLineOption maxPayload(u"max-payload"_s, u"bytes"_s, u"bytes"_s, u"1000000"_s);
    const QCommandLineOption connectTimeout(u"connect-timeout"_s, u"milliseconds"_s, u"ms"_s, u"1000"_s);
    const QCommandLineOption recovery(u"recovery"_s, u"connection state recovery"_s);
    parser.addOptions({protocol, port, pingInterval, pingTimeout, maxPayload, connectTimeout, recovery});
    parser.addHelpOption();
    parser.process(application);

    Arguments arguments;
    arguments.protocol = parser.value(protocol);
    bool isPort = false;
    arguments.port = parser.value(port).toUShort(&isPort);
    if (!isPort || (arguments.protocol != "engine.io"_L1 && arguments.protocol != "socket.io"_L1)) parser.showHelp(2);
    arguments.engine.path = u'/' + arguments.protocol + u'/';
    arguments.engine.pingInterval = milliseconds(parser.value(pingInterval).toInt());
    arguments.engine.pingTimeout = milliseconds(parser.value(pingTimeout).toInt());
    arguments.engine.maxPayload = parser.value(maxPayload).toLongLong();
    arguments.engine.origins = engineio::OriginPolicy::any();
    arguments.engine.sessions = kManySessions;
    arguments.engine.sessionsPerAddress = kManySessions;
    arguments.connectTimeout = milliseconds(parser.value(connectTimeout).toInt());
    arguments.withRecovery = parser.isSet(recovery);
    return arguments;
}

void print(const QJsonObject& line)
{
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

/// Sends every message back as it came.
class EngineEcho final : public engineio::SessionListener {
public:
    explicit EngineEcho(engineio::Session& session) : m_session(session) {}
    void onText(const QByteArray& utf8) override { m_session.sendText(utf8); }
    void onBinary(const QByteArray& bytes) override { m_session.sendBinary(bytes); }
    void onClosed(engineio::CloseReason) override {}

private:
    engineio::Session& m_session;
};

QCoro::Task<void> sendAuth(socketio::SocketPtr socket)
{
    socket->send(u"auth"_s, {socket->handshake().auth});
    co_return;
}

QCoro::Task<void> sendBack(socketio::SocketPtr socket, socketio::Payload args, socketio::Ack)
{
    socket->send(u"message-back"_s, args);
    co_return;
}

QCoro::Task<void> acknowledge(socketio::SocketPtr, socketio::Payload args, socketio::Ack ack)
{
    ack(args);
    co_return;
}

void addEchoNamespaces(socketio::Server& server)
{
    for (const QString& name : {u"/"_s, u"/custom"_s})
        server.of(name).onConnect(sendAuth);
    server.of(u"/"_s).on(u"message"_s, sendBack);
    server.of(u"/"_s).on(u"message-with-ack"_s, acknowledge);
}

/// Only the protocol's own path exists here.
class OnePath final : public http::RequestHandler {
public:
    explicit OnePath(engineio::Server& server) : m_server(server) {}
    std::optional<qsizetype> bodyLimit(const http::Request& head) const override { return m_server.bodyLimit(head); }
    BodyBegin bodyBegins(const http::Request& head) override
    {
        return m_server.claims(head) ? m_server.bodyBegins(head) : BodyBegin();
    }
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override
    {
        return m_server.claims(exchange->request()) ? m_server.handle(exchange) : notFound();
    }
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override
    {
        return m_server.upgradeHandler(head);
    }

private:
    static QCoro::Task<http::Response> notFound()
    {
        http::Response response;
        response.status = 404;
        co_return response;
    }
    engineio::Server& m_server;
};

/// Blocks the signals in this thread and turns them into an orderly quit.
void quitOnSignals(QCoreApplication& application)
{
    sigset_t signalSet;
    sigemptyset(&signalSet);
    sigaddset(&signalSet, SIGTERM);
    sigaddset(&signalSet, SIGINT);
    sigprocmask(SIG_BLOCK, &signalSet, nullptr);
    const int fd = signalfd(-1, &signalSet, SFD_CLOEXEC | SFD_NONBLOCK);
    auto* notifier = new QSocketNotifier(fd, QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
}

void allowManyDescriptors()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv)
{
    allowManyDescriptors();
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication application(argc, argv);
    quitOnSignals(application);
    const Arguments arguments = parseArguments(application);

    socketio::Options options;
    options.engine = arguments.engine;
    options.connectTimeout = arguments.connectTimeout;
    if (arguments.withRecovery) options.recovery.emplace();
    socketio::Server socketIo(options);
    addEchoNamespaces(socketIo);
    engineio::Server engineIo(arguments.engine,
                              [](engineio::Session& session) { return std::make_unique<EngineEcho>(session); });
    const bool isSocketIo = arguments.protocol == "socket.io"_L1;
    engineio::Server& served = isSocketIo ? socketIo.http() : engineIo;

    OnePath handler(served);
    http::Limits limits;
    limits.connections = kManySessions;
    limits.connectionsPerAddress = kManySessions;
    http::Server ipv4(handler, limits);
    if (const auto error = ipv4.listen(QHostAddress::LocalHost, arguments.port)) {
        std::fprintf(stderr, "cannot listen on port %d: %s\n", int(arguments.port), qPrintable(error->cause));
        return 1;
    }
    http::Server ipv6(handler, limits);  // "localhost" may mean either; a machine without IPv6 has only one
    ipv6.listen(QHostAddress::LocalHostIPv6, ipv4.port());
    print({{u"event"_s, u"ready"_s}, {u"port"_s, ipv4.port()}, {u"pid"_s, qint64(getpid())}});

    QCoreApplication::exec();
    const socketio::Statistics statistics = socketIo.statistics();
    const engineio::Statistics engine = served.statistics();
    print({{u"event"_s, u"stopped"_s},
           {u"sessions"_s, engine.sessions},
           {u"opened"_s, engine.opened},
           {u"slow_readers"_s, engine.slowReaders},
           {u"floods"_s, statistics.floods},
           {u"parse_errors"_s, statistics.parseErrors + engine.parseErrors}});
    served.shutDown();
    return 0;
}
