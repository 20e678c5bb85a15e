#pragma once

#include "engine/server/http/http_message.h"
#include "engine/server/socketio/websocket_link.h"

#include <QHash>
#include <QWebSocketServer>

#include <functional>
#include <memory>

namespace tongdai::engineio {

/// Makes WebSockets of the upgrade requests that an HTTP server hands over with their sockets (RFC 6455 §4.2). A
/// handshake that fails, or takes longer than 10 s, ends its socket. Lives on the engine loop.
class WebSocketHandshakes final : public QObject {
    Q_OBJECT
public:
    /// `webSocket` is the one inside `link`, for its pings.
    using Done = std::function<void(http::Request request, std::unique_ptr<WebSocketLink> link, QWebSocket* webSocket)>;

    WebSocketHandshakes(qsizetype maxMessage, Done done);

    /// Takes the socket, in which the request still lies unread.
    void take(QTcpSocket* socket, const http::Request& request);
    /// Answers in place of a handshake and takes the socket; a peer that does not read is cut after 5 s.
    static void refuse(QTcpSocket* socket, const QByteArray& response);

private:
    struct Handover {
        http::Request request;
        QPointer<QTcpSocket> socket;
    };
    void adopt(QWebSocket* webSocket);

    qsizetype m_maxMessage;
    Done m_done;
    QWebSocketServer m_server;
    QHash<QString, Handover> m_handovers;  ///< by the peer's address and port
};

}  // namespace tongdai::engineio
