#pragma once

#include "engine/server/http/http_message.h"
#include "engine/server/http/trusted_proxies.h"

#include <QCoro/QCoroTask>
#include <QObject>
#include <QSslConfiguration>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

class QTcpSocket;

namespace tongdai::http {

/// Bounds of one listener (security S06). Every one is enforced while reading, before memory is used.
struct Limits {
    qsizetype header = 16 * 1024;            ///< request line and header fields: 431
    qsizetype body = 1024 * 1024;            ///< 413
    int headerFields = 100;                  ///< 431
    std::chrono::seconds headerTimeout{10};  ///< from the first byte (or accept) to the end of the head: closed
    std::chrono::seconds idleTimeout{75};    ///< between requests, and for unsent bytes that nobody takes
    qsizetype minimumBodyRate = 1024;        ///< bytes a second, after bodyGrace: 408
    std::chrono::seconds bodyGrace{10};
    int pipelined = 16;               ///< requests in work on one connection; reading stops at that many
    int connectionsPerAddress = 256;  ///< an IPv6 /64 counts as one address
    int connections = 10'000;
    qsizetype unsentBytes = 4 * 1024 * 1024;  ///< a reader slower than this is disconnected
};

class ByteBudget;

struct ListenError {
    QString address;
    quint16 port = 0;
    QString cause;
};

/// One request in work, shared by the connection and its handler. Engine loop only.
class Exchange {
public:
    explicit Exchange(Request request) : m_request(std::move(request)) {}
    const Request& request() const { return m_request; }
    void setCaptures(QList<QString> captures) { m_request.captures = std::move(captures); }  ///< by the router
    void setPerson(QByteArray id, QString name, bool seesNumbers, InSight sight)             ///< by the router
    {
        m_request.person = std::move(id);
        m_request.personName = std::move(name);
        m_request.seesNumbers = seesNumbers;
        m_request.sight = std::move(sight);
    }
    /// The client left: whatever is answered goes nowhere.
    bool isAborted() const { return m_aborted; }
    /// One listener, called once when the client leaves before the answer.
    void onAborted(std::function<void()> listener) { m_onAborted = std::move(listener); }

    void abort()  ///< called by the connection
    {
        if (m_aborted) return;
        m_aborted = true;
        if (auto listener = std::exchange(m_onAborted, nullptr)) listener();
    }

private:
    Request m_request;
    bool m_aborted = false;
    std::function<void()> m_onAborted;
};

using Handler = std::function<QCoro::Task<Response>(std::shared_ptr<Exchange>)>;
/// Takes over a socket after a request to upgrade it to a WebSocket. Its head has been read; bytes behind it may lie in
/// the socket already, unannounced. The handler owns the socket from here (no parent, no connections of ours but the
/// one that counts it against Limits::connections until it is destroyed) and answers refusals itself.
using UpgradeHandler = std::function<void(QTcpSocket* socket, Request request)>;

/// Decides what a request gets. The router of engine/server implements it.
class RequestHandler {
public:
    virtual ~RequestHandler() = default;
    /// Body bound for this target, asked as soon as the head is read (Socket.IO's differs); absent: Limits::body.
    virtual std::optional<qsizetype> bodyLimit(const Request& head) const = 0;
    /// The head announces a body: asked before its bound, and before a byte of it is read. Whatever the head alone
    /// forbids is to be refused here. What is returned lives as long as the request: until it was handled, or its
    /// client left. A response in its place ends the connection without the body.
    using BodyBegin = std::variant<std::shared_ptr<void>, Response>;
    virtual BodyBegin bodyBegins(const Request&) { return std::shared_ptr<void>(); }
    virtual QCoro::Task<Response> handle(std::shared_ptr<Exchange> exchange) = 0;
    /// Null: upgrades to this target are refused with 404.
    virtual UpgradeHandler upgradeHandler(const Request& head) const = 0;
};

struct ServerStatistics {
    qint64 requests = 0;
    qint64 refused = 0;  ///< connections over a limit
    int connections = 0;
    int inWork = 0;
};

/// HTTP/1.1 (RFC 9110, 9112) on Qt sockets with Boost.Beast's parser. Lives on the engine loop. Answers on one
/// connection leave in the order of the requests. A handler that throws is answered with 500 and logged.
class Server : public QObject {
    Q_OBJECT
public:
    /// `budget` is shared by all that keep bytes of connections; null: one of this server alone. Connections of
    /// `proxies` are bounded by Limits::connections only, and their requests are their callers'.
    Server(RequestHandler& handler, Limits limits, std::shared_ptr<ByteBudget> budget = {}, TrustedProxies proxies = {},
           QObject* parent = nullptr);
    ~Server() override;

    /// Port 0: any free port. With `tls`: HTTPS and WSS on the same port.
    std::optional<ListenError> listen(const QHostAddress& address, quint16 port,
                                      std::optional<QSslConfiguration> tls = {});
    /// One more address on the port that listen() took, e.g. ::1 beside 127.0.0.1: whoever else listened there would be
    /// sent what callers of "localhost" mean for us. A computer without that address has nobody who could call it, so
    /// that is no trouble. Trouble closes everything.
    std::optional<ListenError> listenAlso(const QHostAddress& address);
    quint16 port() const;
    bool isListening() const;
    ServerStatistics statistics() const;

    /// Orderly stop: no new connections, idle ones closed, answers in work sent with `Connection: close` until the
    /// deadline, then cut. New requests on open connections get 503.
    QCoro::Task<void> stop(std::chrono::milliseconds deadline);

private:
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace tongdai::http
