#pragma once

#include "engine/server/http/byte_budget.h"
#include "engine/server/http/http_server.h"
#include "engine/server/http/request_parser.h"
#include "engine/server/http/response_writer.h"

#include <QPointer>

#include <chrono>
#include <memory>
#include <vector>

class QTcpSocket;

namespace tongdai::http {

class Connection;

/// What all connections of one server share. Engine loop only.
struct ServerShared {
    RequestHandler& handler;
    const Limits limits;
    const std::shared_ptr<ByteBudget> budget;
    const TrustedProxies proxies;
    ServerStatistics statistics;
    bool isStopping = false;
    bool hasToldOfProxy = false;  ///< that somebody on this computer forwards callers and is not believed
    QByteArray scratch;           ///< read buffer, never held across a call out
    std::function<QByteArray()> newRequestId;
    std::function<void(Connection*)> flushLater;  ///< once in this loop turn
    std::function<void()> answered;               ///< one request less in work
};

/// One request in work with its place in its connection's queue of answers.
class PendingAnswer final : public Exchange {
public:
    PendingAnswer(Request request, const Framing& howFramed, Connection* owner)
        : Exchange(std::move(request)), framing(howFramed), connection(owner)
    {
    }
    Framing framing;
    Connection* connection;  ///< null once the connection is gone
    std::optional<Response> response;
};

/// One client's connection: reads requests, keeps answers in order, closes what is slow or wrong (security S05, S06).
/// Owns its socket until it hands it over to an upgrade. Engine loop only. Limit: a client that closes its sending
/// side before it has the answer counts as gone, as Qt's sockets do not tell the two apart.
class Connection : public QObject, private ByteHolder {
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;

    Connection(std::unique_ptr<QTcpSocket> socket, std::shared_ptr<ServerShared> shared, bool isSecure);
    ~Connection() override;

    /// Begins to read; with a configuration, after the TLS handshake that is begun here.
    void start(const std::optional<QSslConfiguration>& tls);
    /// Once a second: closes what is over one of its time limits.
    void checkDeadlines(Clock::time_point now);
    /// For an orderly stop: an idle connection closes, a busy one with its last answer.
    void finishSoon();
    void abort();
    /// Writes what has been answered since the last loop turn, in one write.
    void flush();
    void answered();  ///< called by the coroutine of a PendingAnswer that has its response

signals:
    void closed(tongdai::http::Connection* connection);
    /// The socket belongs to an upgrade handler now.
    void handedOver(tongdai::http::Connection* connection, QTcpSocket* socket);

private:
    enum class Phase { Head, Body, Closing, Gone };

    void readInput();
    void parseInput();
    bool mayReadHead() const;
    bool readHead();
    void findCaller();
    bool readBody();
    bool readSizedBody();
    bool readChunkedBody();
    bool beginBody();
    bool handOver(qsizetype headLength);
    void dispatch();
    void refuse(const Refusal& refusal);
    void refuseWith(Response response);
    void collectAnswers();
    void write();
    void closeAfterWriting(bool lingers);
    void closeWhenSent();
    void noteProgress();
    qint64 unsent() const;
    void clientLeft();

    qsizetype unfinishedBytes() const override;
    qsizetype unsentBytes() const override;
    void giveUpUnfinished() override;
    void giveUpUnsent() override;

    std::unique_ptr<QTcpSocket> m_socket;
    std::shared_ptr<ServerShared> m_shared;
    const bool m_isSecure;
    QHostAddress m_peer;

    Phase m_phase = Phase::Head;
    RequestParser m_parser;
    Request m_request;  // the one being read
    Framing m_framing;
    qsizetype m_bodyLimit = 0;
    std::vector<std::shared_ptr<PendingAnswer>> m_pending;  // in the order of the requests
    QByteArray m_out;

    Clock::time_point m_since;       // head: its first byte, or when we began to wait for one; body: its begin
    Clock::time_point m_progressAt;  // last time unsent bytes went out
    qint64 m_bodyReceived = 0;
    bool m_isReading = false;
    bool m_headBegan = false;
    bool m_isFirstRequest = true;
    bool m_acceptsRequests = true;  // false after one that ends the connection
    bool m_closes = false;          // everything is sent, the socket is on its way out
    bool m_lingers = false;         // the client may still be sending: closing at once would reset our answer away
    bool m_readsOn = false;         // input waits for an answer to leave
    bool m_awaitsHandOver = false;  // an upgrade is next, after the answers before it
    bool m_flushAsked = false;
    ByteBudget::Place m_place;
};

}  // namespace tongdai::http
