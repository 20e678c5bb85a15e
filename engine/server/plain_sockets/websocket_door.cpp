#include "engine/server/plain_sockets/websocket_door.h"

#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kHandshakeTimeout = 10s;
constexpr auto kRefusalTimeout = 5s;  // for a peer that does not read its refusal

QString peerKey(const QHostAddress& address, quint16 port)
{
    return address.toString() + u'|' + QString::number(port);
}

void refuse(QTcpSocket* socket, const DoorRefusal& refusal)
{
    const QByteArray body = http::Response::error(refusal.status, refusal.detail).body;
    socket->readAll();
    socket->write("HTTP/1.1 " + QByteArray::number(refusal.status) + ' ' + refusal.reason +
                  "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
                  QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(kRefusalTimeout, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->disconnectFromHost();
}

}  // namespace

WebSocketDoor::WebSocketDoor(qsizetype maxMessage, Check check, Opened opened)
    : m_maxMessage(maxMessage),
      m_check(std::move(check)),
      m_opened(std::move(opened)),
      m_handshakes({}, QWebSocketServer::NonSecureMode)  // TLS, if any, is in the socket that is handed over
{
    m_handshakes.setHandshakeTimeout(kHandshakeTimeout);
    connect(&m_handshakes, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket* webSocket = m_handshakes.nextPendingConnection())
            adopt(webSocket);
    });
}

WebSocketDoor::~WebSocketDoor() = default;

std::optional<qsizetype> WebSocketDoor::bodyLimit(const http::Request&) const
{
    return 0;
}

QCoro::Task<http::Response> WebSocketDoor::handle(std::shared_ptr<http::Exchange> exchange)
{
    const auto refusal = m_check(exchange->request());
    if (refusal) co_return http::Response::error(refusal->status, refusal->detail);
    http::Response response = http::Response::error(426, u"This is a WebSocket"_s);
    response.setHeader("Upgrade"_ba, "websocket"_ba);
    co_return response;
}

http::UpgradeHandler WebSocketDoor::upgradeHandler(const http::Request&) const
{
    return [door = QPointer<WebSocketDoor>(const_cast<WebSocketDoor*>(this))](QTcpSocket* socket,
                                                                              const http::Request& request) {
        if (door) {
            door->takeUpgrade(socket, request);
        } else {
            socket->deleteLater();
        }
    };
}

void WebSocketDoor::takeUpgrade(QTcpSocket* socket, const http::Request& request)
{
    socket->setParent(this);
    if (const auto refusal = m_check(request)) return refuse(socket, *refusal);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const QString key = peerKey(socket->peerAddress(), socket->peerPort());
    m_handovers.insert(key, {request, socket});
    connect(socket, &QObject::destroyed, this, [this, key] { m_handovers.remove(key); });
    connect(socket, &QTcpSocket::disconnected, this, [socket] { socket->deleteLater(); });  // the handshake failed
    // The request lies unread in the socket. Qt versions differ in announcing it themselves; announced twice, it would
    // be looked for again in the frames that follow.
    bool isAnnounced = false;
    const auto watch = connect(socket, &QTcpSocket::readyRead, this, [&isAnnounced] { isAnnounced = true; });
    m_handshakes.handleConnection(socket);
    disconnect(watch);
    if (!isAnnounced) emit socket->readyRead();
}

void WebSocketDoor::adopt(QWebSocket* webSocket)
{
    Handover handover = m_handovers.take(peerKey(webSocket->peerAddress(), webSocket->peerPort()));
    if (!handover.socket) {
        webSocket->abort();
        webSocket->deleteLater();
        return;
    }
    QTcpSocket* socket = handover.socket;
    disconnect(socket, nullptr, this, nullptr);
    socket->setParent(nullptr);
    webSocket->setParent(nullptr);
    connect(webSocket, &QObject::destroyed, socket, &QObject::deleteLater);  // QWebSocket does not own it
    auto link = std::make_unique<engineio::WebSocketLink>(webSocket, socket, m_maxMessage);
    m_opened({std::move(handover.request), std::move(link), webSocket});
}

}  // namespace tongdai
