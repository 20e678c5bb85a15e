#include "engine/server/plain_sockets/websocket_door.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QByteArray responseOf(const DoorRefusal& refusal)
{
    const QByteArray body = http::Response::error(refusal.status, refusal.detail).body;
    return "HTTP/1.1 " + QByteArray::number(refusal.status) + ' ' + refusal.reason +
           "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
           QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

WebSocketDoor::WebSocketDoor(qsizetype maxMessage, Check check, Opened opened)
    : m_check(std::move(check)),
      m_handshakes(maxMessage,
                   [opened = std::move(opened)](http::Request request, std::unique_ptr<engineio::WebSocketLink> link,
                                                QWebSocket* webSocket) {
                       opened({std::move(request), std::move(link), webSocket});
                   })
{
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
    if (const auto refusal = m_check(request))
        return engineio::WebSocketHandshakes::refuse(socket, responseOf(*refusal));
    m_handshakes.take(socket, request);
}

}  // namespace tongdai
