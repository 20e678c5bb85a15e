#pragma once

#include "engine/server/http/http_server.h"
#include "engine/server/socketio/socketio_server.h"

namespace tongdai::testing {

/// A Socket.IO server on a free loopback port inside the test, with room to pull every string of the API.
class TestGateway final : public http::RequestHandler {
public:
    explicit TestGateway(socketio::Options options = defaults(), socketio::RoomBus* bus = nullptr);
    ~TestGateway() override;

    /// Conformance timers would cut a debugger or a busy machine: these are easier.
    static socketio::Options defaults();

    quint16 port() const { return m_http->port(); }
    socketio::Server& server() { return m_socketIo; }
    /// Sockets alive, upgraded ones included.
    int connections() const { return m_http->statistics().connections; }
    int handled() const { return m_handled; }  ///< requests that have arrived whole

    std::optional<qsizetype> bodyLimit(const http::Request& head) const override { return engine().bodyLimit(head); }
    BodyBegin bodyBegins(const http::Request& head) override { return engine().bodyBegins(head); }
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override
    {
        ++m_handled;
        return engine().handle(exchange);
    }
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override
    {
        return engine().upgradeHandler(head);
    }

private:
    engineio::Server& engine() const { return const_cast<socketio::Server&>(m_socketIo).http(); }

    socketio::Server m_socketIo;
    std::unique_ptr<http::Server> m_http;
    int m_handled = 0;
};

}  // namespace tongdai::testing
