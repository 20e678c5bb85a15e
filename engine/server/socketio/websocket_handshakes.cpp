#include "engine/server/socketio/websocket_handshakes.h"

#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

namespace tongdai::engineio {

using namespace std::chrono_literals;

namespace {

constexpr auto kHandshakeTimeout = 10s;
constexpr auto kRefusalTimeout = 5s;

QString peerKey(const QHostAddress& address, quint16 port)
{
    return address.toString() + u'|' + QString::number(port);
}

}  // namespace

WebSocketHandshakes::WebSocketHandshakes(qsizetype maxMessage, Done done)
    : m_maxMessage(maxMessage),
      m_done(std::move(done)),
      m_server({}, QWebSocketServer::NonSecureMode)  // TLS, if any, is in the socket that is handed over
{
    m_server.setHandshakeTimeout(kHandshakeTimeout);
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket* webSocket = m_server.nextPendingConnection())
            adopt(webSocket);
    });
}

void WebSocketHandshakes::refuse(QTcpSocket* socket, const QByteArray& response)
{
    socket->readAll();  // the request: left unread, the kernel would answer it with a reset
    socket->write(response);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(kRefusalTimeout, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->disconnectFromHost();
}

void WebSocketHandshakes::take(QTcpSocket* socket, const http::Request& request)
{
    socket->setParent(this);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const QString key = peerKey(socket->peerAddress(), socket->peerPort());
    m_handovers.insert(key, {request, socket});
    connect(socket, &QObject::destroyed, this, [this, key] { m_handovers.remove(key); });
    connect(socket, &QTcpSocket::disconnected, this, [socket] { socket->deleteLater(); });  // the handshake failed
    // The request lies unread in the socket. Qt versions differ in announcing it themselves; announced twice, it would
    // be looked for again in the frames that follow.
    bool isAnnounced = false;
    const auto watch = connect(socket, &QTcpSocket::readyRead, this, [&isAnnounced] { isAnnounced = true; });
    m_server.handleConnection(socket);
    disconnect(watch);
    if (!isAnnounced) emit socket->readyRead();
}

void WebSocketHandshakes::adopt(QWebSocket* webSocket)
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
    auto link = std::make_unique<WebSocketLink>(webSocket, socket, m_maxMessage);
    m_done(std::move(handover.request), std::move(link), webSocket);
}

}  // namespace tongdai::engineio
