#include "tests/support/proxy_wire.h"

#include <QLocalSocket>
#include <QTcpSocket>
#include <QTimer>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

void abortSocket(QIODevice* device)
{
    if (auto* tcp = qobject_cast<QTcpSocket*>(device)) {
        tcp->abort();  // with unread bytes this is a reset on the wire
    } else if (auto* local = qobject_cast<QLocalSocket*>(device)) {
        local->abort();
    }
}

void flushSocket(QIODevice* device)
{
    if (auto* tcp = qobject_cast<QTcpSocket*>(device))
        tcp->flush();
    else if (auto* local = qobject_cast<QLocalSocket*>(device))
        local->flush();
}

}  // namespace

struct ProxyWire::Link {
    std::unique_ptr<QIODevice> client;
    std::unique_ptr<QIODevice> server;
    bool isOpen = true;
    QByteArray early;  ///< from the client before the server's side is connected
    bool serverReady = false;
};

ProxyWire::ProxyWire(Target target) : m_target(std::move(target))
{
    m_tcp.listen(QHostAddress::LocalHost);
    m_local.listen(m_dir.filePath(u"proxy.sock"_s));
    connect(&m_tcp, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* client = m_tcp.nextPendingConnection())
            accept(client);
    });
    connect(&m_local, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* client = m_local.nextPendingConnection())
            accept(client);
    });
}

ProxyWire::~ProxyWire()
{
    resetAll();
}

bool ProxyWire::isListening() const
{
    return m_tcp.isListening() && m_local.isListening();
}

void ProxyWire::setLatency(Direction direction, std::chrono::milliseconds latency)
{
    m_way[int(direction)].latency = latency;
}
void ProxyWire::setBlackHole(Direction direction, bool on)
{
    m_way[int(direction)].blackHole = on;
}
void ProxyWire::setSlice(Direction direction, qsizetype bytes)
{
    m_way[int(direction)].slice = bytes;
}

void ProxyWire::resetAll()
{
    const auto links = m_links;
    for (const auto& link : links)
        drop(link);
}

void ProxyWire::accept(QIODevice* client)
{
    ++m_accepted;
    client->setParent(nullptr);
    auto link = std::make_shared<Link>();
    link->client.reset(client);
    if (m_refusing) {
        abortSocket(client);
        link->client.release()->deleteLater();
        return;
    }
    const auto gone = [this, link] { drop(link); };
    const auto ready = [this, link] {
        link->serverReady = true;
        if (!link->early.isEmpty()) write(link, Direction::ToServer, std::exchange(link->early, {}));
    };
    if (auto* tcp = qobject_cast<QTcpSocket*>(client)) {
        tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(tcp, &QTcpSocket::disconnected, this, gone);
    } else {
        connect(static_cast<QLocalSocket*>(client), &QLocalSocket::disconnected, this, gone);
    }
    connect(client, &QIODevice::readyRead, this,
            [this, link] { forward(link, Direction::ToServer, link->client->readAll()); });

    m_links.push_back(link);
    if (!m_target.socket.isEmpty()) {
        auto* server = new QLocalSocket;
        link->server.reset(server);
        connect(server, &QLocalSocket::connected, this, ready);
        connect(server, &QLocalSocket::disconnected, this, gone);
        connect(server, &QLocalSocket::errorOccurred, this, gone);
        connect(server, &QIODevice::readyRead, this,
                [this, link] { forward(link, Direction::ToClient, link->server->readAll()); });
        server->connectToServer(m_target.socket);
    } else {
        auto* server = new QTcpSocket;
        link->server.reset(server);
        connect(server, &QTcpSocket::connected, this, ready);
        connect(server, &QTcpSocket::disconnected, this, gone);
        connect(server, &QTcpSocket::errorOccurred, this, gone);
        connect(server, &QIODevice::readyRead, this,
                [this, link] { forward(link, Direction::ToClient, link->server->readAll()); });
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target.port);
    }
}

void ProxyWire::forward(const std::shared_ptr<Link>& link, Direction direction, QByteArray bytes)
{
    Way& way = m_way[int(direction)];
    if (bytes.isEmpty() || !link->isOpen) return;
    ++way.chunks;
    if (way.blackHole) return;
    // One timer per piece, all with the same precision, keeps the pieces in order.
    const qsizetype piece = way.slice > 0 ? way.slice : bytes.size();
    if (way.latency.count() == 0 && way.slice == 0) {
        write(link, direction, bytes);
        return;
    }
    int turn = 0;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        const QByteArray part = bytes.mid(at, piece);
        const auto delay = way.latency + std::chrono::milliseconds(way.slice > 0 ? turn++ / 64 : 0);
        QTimer::singleShot(delay, Qt::PreciseTimer, this,
                           [this, link, direction, part] { write(link, direction, part); });
    }
}

void ProxyWire::write(const std::shared_ptr<Link>& link, Direction direction, const QByteArray& bytes)
{
    if (!link->isOpen) return;
    if (direction == Direction::ToServer && !link->serverReady) {
        link->early += bytes;
        return;
    }
    QIODevice* device = direction == Direction::ToServer ? link->server.get() : link->client.get();
    QByteArray sent = bytes;
    if (direction == Direction::ToClient && m_cutAfter)
        sent.truncate(qsizetype(qMin<qint64>(*m_cutAfter, sent.size())));
    device->write(sent);
    flushSocket(device);
    m_way[int(direction)].forwarded += sent.size();
    if (direction != Direction::ToClient || !m_cutAfter) return;
    *m_cutAfter -= sent.size();
    if (*m_cutAfter > 0) return;
    m_cutAfter.reset();
    drop(link);
}

void ProxyWire::drop(const std::shared_ptr<Link>& link)
{
    if (!std::exchange(link->isOpen, false)) return;
    for (auto* side : {&link->client, &link->server}) {
        if (!*side) continue;
        (*side)->disconnect(this);
        abortSocket(side->get());
        side->release()->deleteLater();
    }
    std::erase(m_links, link);
}

}  // namespace tongdai::testing
