#pragma once

#include "engine/server/http/http_server.h"
#include "engine/server/websocket/websocket_link.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace tongdai {

/// Answer to a handshake that is refused.
struct DoorRefusal {
    int status = 403;
    QString detail;
    std::chrono::seconds retryAfter{0};  ///< 0: nothing is said about it
};

/// An accepted WebSocket, with the request that opened it.
struct OpenedSocket {
    http::Request request;
    std::unique_ptr<engineio::WebSocketLink> link;
};

/// Plain WebSockets on the HTTP server's port (RFC 6455): checks the request before the handshake, hands over the
/// socket after it. Bounds messages; what runs over them is its owner's. Lives on the engine loop.
class WebSocketDoor final : public QObject, public http::RequestHandler {
    Q_OBJECT
public:
    using Check = std::function<std::optional<DoorRefusal>(const http::Request&)>;
    using Opened = std::function<void(OpenedSocket)>;

    /// `budget` may be null.
    WebSocketDoor(qsizetype maxMessage, std::shared_ptr<http::ByteBudget> budget, Check check, Opened opened);

    std::optional<qsizetype> bodyLimit(const http::Request& head) const override;
    BodyBegin bodyBegins(const http::Request& head) override;
    /// Without an upgrade: 426, or what the check says.
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override;
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override;

private:
    static http::Response answerOf(const DoorRefusal& refusal);
    void takeUpgrade(QTcpSocket* socket, const http::Request& request);

    qsizetype m_maxMessage;
    std::shared_ptr<http::ByteBudget> m_budget;
    Check m_check;
    Opened m_opened;
};

}  // namespace tongdai
