#include "engine/server/plain_sockets/websocket_door.h"

#include "engine/server/websocket/websocket_handshake.h"

#include <QPointer>
#include <QTcpSocket>

namespace tongdai {

using namespace Qt::StringLiterals;

WebSocketDoor::WebSocketDoor(qsizetype maxMessage, std::shared_ptr<http::ByteBudget> budget, Check check, Opened opened)
    : m_maxMessage(maxMessage), m_budget(std::move(budget)), m_check(std::move(check)), m_opened(std::move(opened))
{
}

http::Response WebSocketDoor::answerOf(const DoorRefusal& refusal)
{
    http::Response response = http::Response::error(refusal.status, refusal.detail);
    if (refusal.retryAfter.count() > 0)
        response.setHeader("Retry-After"_ba, QByteArray::number(qint64(refusal.retryAfter.count())));
    return response;
}

std::optional<qsizetype> WebSocketDoor::bodyLimit(const http::Request&) const
{
    return 0;
}

WebSocketDoor::BodyBegin WebSocketDoor::bodyBegins(const http::Request& head)
{
    const auto refusal = m_check(head);
    if (!refusal) return std::shared_ptr<void>();
    return answerOf(*refusal);
}

QCoro::Task<http::Response> WebSocketDoor::handle(std::shared_ptr<http::Exchange> exchange)
{
    const auto refusal = m_check(exchange->request());
    if (refusal) co_return answerOf(*refusal);
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
    if (const auto refusal = m_check(request)) {
        return engineio::refuseUpgrade(socket, answerOf(*refusal), request.requestId);
    }
    auto link = engineio::acceptWebSocket(socket, request, m_maxMessage, m_budget);
    if (link) m_opened({request, std::move(link)});
}

}  // namespace tongdai
