#pragma once

#include "engine/server/http/http_server.h"
#include "engine/server/socketio/engineio_error.h"
#include "engine/server/socketio/engineio_session.h"

#include <QHash>

#include <memory>
#include <vector>

namespace tongdai::engineio {

/// Engine.IO v4 on one path of an HTTP server (contracts/socketio §1): opens and finds sessions, checks requests in
/// the reference's order, bounds sessions in total and per address. Lives on the engine loop.
///
/// Give the HTTP server a handler that passes requests with claims() here; see socketio::Server for what usually
/// sits on top.
class Server : public QObject, public http::RequestHandler {
    Q_OBJECT
public:
    /// Makes the other end of a new session.
    using Accept = std::function<std::unique_ptr<SessionListener>(Session&)>;

    Server(Options options, Accept accept, QObject* parent = nullptr);
    ~Server() override;

    bool claims(const http::Request& head) const { return head.path == m_options.path; }
    std::optional<qsizetype> bodyLimit(const http::Request& head) const override;
    BodyBegin bodyBegins(const http::Request& head) override;
    QCoro::Task<http::Response> handle(std::shared_ptr<http::Exchange> exchange) override;
    http::UpgradeHandler upgradeHandler(const http::Request& head) const override;

    const Options& options() const { return m_options; }
    DeadlineQueue& deadlines() { return m_deadlines; }
    Statistics statistics() const { return m_statistics; }
    /// Closes every session in order; new ones are refused from now on.
    void shutDown();

private:
    std::optional<Refusal> verify(const http::Request& request, bool isUpgrade) const;
    std::optional<Refusal> verifyHandshake(const http::Request& request, bool isUpgrade) const;
    bool hasRoomFor(const QHostAddress& peer) const;
    Session* open(const http::Request& request);
    void start(Session* session);
    void forget(Session* session);
    void flushWaiting();
    void takeUpgrade(QTcpSocket* socket, const http::Request& request);
    void adoptWebSocket(const http::Request& request, std::unique_ptr<WebSocketLink> link);

    Options m_options;
    Accept m_accept;
    DeadlineQueue m_deadlines;
    Statistics m_statistics;
    SessionHost m_host;
    QHash<QByteArray, Session*> m_sessions;
    QHash<QByteArray, int> m_perAddress;
    std::vector<QPointer<Session>> m_toFlush;
    bool m_isShuttingDown = false;
};

}  // namespace tongdai::engineio
