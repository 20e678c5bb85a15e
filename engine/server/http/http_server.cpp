#include "engine/server/http/http_server.h"

#include "engine/domain/log.h"
#include "engine/server/http/connection.h"
#include "engine/server/http/connection_counts.h"
#include "engine/server/http/listener.h"

#include <QRandomGenerator>
#include <QSet>
#include <QSslSocket>
#include <QTimer>

#include <array>
#include <coroutine>

#include <sys/socket.h>
#include <unistd.h>

namespace tongdai::http {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log httpServerLog("http");

namespace {

constexpr int kBacklog = 1024;
constexpr QByteArrayView kBusy =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 34\r\n"
    "Retry-After: 5\r\nConnection: close\r\n\r\n{\"detail\":\"Too many connections\"}\n";

/// Straight to the descriptor: nothing is worth keeping for somebody over the limit.
void sayBusy(int descriptor)
{
    [[maybe_unused]] const auto sent = ::send(descriptor, kBusy.data(), size_t(kBusy.size()), MSG_NOSIGNAL);
    // Input that nobody read would reset the answer away.
    std::array<char, 1024> request;
    [[maybe_unused]] const auto read = ::recv(descriptor, request.data(), request.size(), MSG_DONTWAIT);
}

}  // namespace

class Server::Private final : public QObject {
    Q_OBJECT
public:
    Private(RequestHandler& handler, const Limits& limits, std::shared_ptr<ByteBudget> budget, TrustedProxies proxies)
        : listener(makeListener()),
          counts(limits.connectionsPerAddress, limits.connections),
          random(QRandomGenerator64::securelySeeded()),
          shared(std::make_shared<ServerShared>(ServerShared{.handler = handler,
                                                             .limits = limits,
                                                             .budget = std::move(budget),
                                                             .proxies = std::move(proxies),
                                                             .statistics = {},
                                                             .isStopping = false,
                                                             .hasToldOfProxy = false,
                                                             .scratch = {},
                                                             .newRequestId = {},
                                                             .flushLater = {},
                                                             .answered = {}}))
    {
        shared->newRequestId = [this] { return newRequestId(); };
        shared->flushLater = [this](Connection* connection) { flushLater(connection); };
        shared->answered = [this] { checkDrained(); };
        connect(&sweep, &QTimer::timeout, this, &Private::sweepConnections);
        sweep.setInterval(1s);
    }

    ~Private() override
    {
        // Handlers may still be at work; their answers find nobody.
        shared->answered = [] {};
        const auto open = std::exchange(connections, {});
        for (Connection* connection : open) {
            connection->disconnect(this);
            connection->abort();
            delete connection;
        }
    }

    void checkDrained()
    {
        if (shared->isStopping && connections.isEmpty() && shared->statistics.inWork == 0) settle();
    }

    /// What stop() waits for: everything answered and closed, or its deadline. Resumes at most once, whoever is first.
    struct Settled {
        Private* owner;
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting) { owner->stopper = waiting; }
        void await_resume() const {}
    };
    void settle()
    {
        if (const auto waiting = std::exchange(stopper, nullptr)) waiting.resume();
    }

    std::unique_ptr<Listener> listener;
    std::vector<std::unique_ptr<Listener>> others;  ///< on the same port
    std::coroutine_handle<> stopper;
    std::optional<QSslConfiguration> tls;
    ConnectionCounts counts;
    QSet<Connection*> connections;
    std::vector<QPointer<Connection>> toFlush;
    QRandomGenerator64 random;
    QTimer sweep;
    std::shared_ptr<ServerShared> shared;

    std::unique_ptr<Listener> makeListener();
    void accept(qintptr descriptor);

private:
    void turnAway(QTcpSocket* socket);
    void forget(Connection* connection, const QHostAddress& caller);
    void flushLater(Connection* connection);
    void sweepConnections();
    QByteArray newRequestId();
};

std::unique_ptr<Listener> Server::Private::makeListener()
{
    const auto turnAway = [this](int descriptor) {
        ++shared->statistics.refused;
        if (!tls) sayBusy(descriptor);
    };
    return std::make_unique<Listener>(
        kBacklog, [this](qintptr descriptor) { accept(descriptor); }, turnAway);
}

void Server::Private::accept(qintptr descriptor)
{
    std::unique_ptr<QTcpSocket> socket = tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(int(descriptor));
        return;
    }
    const QHostAddress caller = ConnectionCounts::callerOf(socket->peerAddress());
    // Behind a proxy of ours is the whole town.
    const bool isProxy = shared->proxies.contains(socket->peerAddress());
    if (!(isProxy ? counts.tryAddAny(caller) : counts.tryAdd(caller))) return turnAway(socket.get());

    auto* connection = new Connection(std::move(socket), shared, tls.has_value());
    connections.insert(connection);
    connect(connection, &Connection::closed, this, [this, caller](Connection* closed) {
        counts.remove(caller);
        forget(closed, caller);
    });
    connect(connection, &Connection::handedOver, this, [this, caller](Connection* left, QTcpSocket* handed) {
        // Not the socket's own signal: whoever has it may drop every connection made to its signals.
        auto* const witness = new QObject(handed);
        connect(witness, &QObject::destroyed, this, [this, caller] { counts.remove(caller); });
        forget(left, caller);
    });
    connection->start(tls);
}

void Server::Private::turnAway(QTcpSocket* socket)
{
    ++shared->statistics.refused;
    httpServerLog.info("connection refused, too many", {{u"peer"_s, socket->peerAddress().toString()}});
    if (!tls) {
        sayBusy(int(socket->socketDescriptor()));
        ::shutdown(int(socket->socketDescriptor()), SHUT_WR);
    }
    socket->abort();
}

void Server::Private::forget(Connection* connection, const QHostAddress&)
{
    connections.remove(connection);
    connection->deleteLater();
    checkDrained();
}

void Server::Private::flushLater(Connection* connection)
{
    toFlush.emplace_back(connection);
    if (toFlush.size() > 1) return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            const auto ready = std::exchange(toFlush, {});
            for (const QPointer<Connection>& answered : ready) {
                if (answered) answered->flush();
            }
        },
        Qt::QueuedConnection);
}

void Server::Private::sweepConnections()
{
    const auto now = Connection::Clock::now();
    const QSet<Connection*> all = connections;  // a deadline may close some of them
    for (Connection* connection : all)
        connection->checkDeadlines(now);
}

QByteArray Server::Private::newRequestId()
{
    const quint64 words[2] = {random.generate(), random.generate()};
    return QByteArray::fromRawData(reinterpret_cast<const char*>(words), sizeof words).toHex();
}

Server::Server(RequestHandler& handler, Limits limits, std::shared_ptr<ByteBudget> budget, TrustedProxies proxies,
               QObject* parent)
    : QObject(parent),
      d(std::make_unique<Private>(handler, limits, budget ? std::move(budget) : std::make_shared<ByteBudget>(),
                                  std::move(proxies)))
{
}

Server::~Server() = default;

std::optional<ListenError> Server::listen(const QHostAddress& address, quint16 port,
                                          std::optional<QSslConfiguration> tls)
{
    d->tls = std::move(tls);
    if (d->tls) {
        d->tls->setProtocol(QSsl::TlsV1_2OrLater);  // security S02
        d->tls->setAllowedNextProtocols({"http/1.1"_ba});
    }
    if (!d->listener->listen(address, port)) {
        return ListenError{address.toString(), port, d->listener->errorString()};
    }
    d->shared->isStopping = false;
    d->sweep.start();
    return std::nullopt;
}

std::optional<ListenError> Server::listenAlso(const QHostAddress& address)
{
    std::unique_ptr<Listener> other = d->makeListener();
    if (other->listen(address, port())) {
        d->others.push_back(std::move(other));
        return std::nullopt;
    }
    const QAbstractSocket::SocketError why = other->error();
    if (why != QAbstractSocket::AddressInUseError && why != QAbstractSocket::SocketAccessError) {
        httpServerLog.info("an address is not there to listen on", {{u"address"_s, address.toString()}});
        return std::nullopt;
    }
    const ListenError trouble{address.toString(), port(), other->errorString()};
    d->listener->close();
    d->others.clear();
    return trouble;
}

quint16 Server::port() const
{
    return d->listener->port();
}

bool Server::isListening() const
{
    return d->listener->isListening();
}

ServerStatistics Server::statistics() const
{
    ServerStatistics statistics = d->shared->statistics;
    statistics.connections = d->counts.total();
    return statistics;
}

QCoro::Task<void> Server::stop(std::chrono::milliseconds deadline)
{
    d->listener->close();
    d->others.clear();
    d->shared->isStopping = true;
    const QSet<Connection*> idle = d->connections;
    for (Connection* connection : idle)
        connection->finishSoon();
    if (!d->connections.isEmpty() || d->shared->statistics.inWork > 0) {
        QTimer timeout;
        timeout.setSingleShot(true);
        QObject::connect(&timeout, &QTimer::timeout, d.get(), [this] { d->settle(); });
        timeout.start(deadline);
        co_await Private::Settled{d.get()};
    }
    const QSet<Connection*> left = d->connections;
    if (!left.isEmpty())
        httpServerLog.warn("connections cut at the deadline of the stop", {{u"connections"_s, qint64(left.size())}});
    for (Connection* connection : left)
        connection->abort();
    d->sweep.stop();
}

}  // namespace tongdai::http

#include "http_server.moc"
