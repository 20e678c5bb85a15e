#include "engine/server/http/connection.h"

#include "engine/domain/log.h"

#include <QSslSocket>

#include <sys/socket.h>

namespace tongdai::http {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log connectionLog("http");

namespace {

/// How long a refused client may go on sending while it is to read why (RFC 9112 9.6).
constexpr auto kLinger = 2s;
constexpr qint64 kReadBuffer = 256 * 1024;

}  // namespace

Connection::Connection(std::unique_ptr<QTcpSocket> socket, std::shared_ptr<ServerShared> shared, bool isSecure)
    : m_socket(std::move(socket)),
      m_shared(std::move(shared)),
      m_isSecure(isSecure),
      m_peer(m_socket->peerAddress()),
      m_since(Clock::now()),
      m_progressAt(m_since),
      m_place(m_shared->budget, *this)
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(kReadBuffer);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &Connection::readInput);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &Connection::clientLeft);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, [this] {
        if (m_socket->state() == QAbstractSocket::UnconnectedState) clientLeft();
    });
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &Connection::noteProgress);
    if (auto* tls = qobject_cast<QSslSocket*>(m_socket.get())) {
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &Connection::noteProgress);
    }
}

void Connection::start(const std::optional<QSslConfiguration>& tls)
{
    if (!tls) return;
    auto* socket = static_cast<QSslSocket*>(m_socket.get());
    socket->setSslConfiguration(*tls);
    socket->startServerEncryption();
}

Connection::~Connection()
{
    for (const auto& pending : m_pending)
        pending->connection = nullptr;
}

/// Bytes Qt holds for us. TLS keeps its records in a second buffer.
qint64 Connection::unsent() const
{
    return m_socket->bytesToWrite() +
           (m_isSecure ? static_cast<QSslSocket*>(m_socket.get())->encryptedBytesToWrite() : 0);
}

void Connection::noteProgress()
{
    m_progressAt = Clock::now();
    if (m_isReading || m_phase == Phase::Gone) return;
    closeWhenSent();
    if (m_readsOn && m_phase != Phase::Gone) readInput();
}

/// Answers a request that no handler sees, after all answers before it, and ends the connection.
void Connection::refuse(const Refusal& refusal)
{
    refuseWith(Response::error(refusal.status, refusal.detail));
}

void Connection::refuseWith(Response response)
{
    m_acceptsRequests = false;
    m_lingers = true;
    m_phase = Phase::Closing;
    m_request.body = QByteArray();
    if (m_request.requestId.isEmpty()) m_request.requestId = m_shared->newRequestId();
    auto pending = std::make_shared<PendingAnswer>(std::move(m_request), m_framing, this);
    pending->framing.keepsAlive = false;
    pending->response = std::move(response);
    pending->response->closeAfter = true;
    m_pending.push_back(std::move(pending));
    collectAnswers();
    if (m_isReading) return;  // its end writes
    write();
    closeWhenSent();
}

void Connection::answered()
{
    collectAnswers();
    // Inside readInput() its end writes; else all answers of this loop turn leave together.
    if (m_isReading || m_flushAsked || m_phase == Phase::Gone) return;
    m_flushAsked = true;
    m_shared->flushLater(this);
}

void Connection::collectAnswers()
{
    while (!m_pending.empty() && m_pending.front()->response) {
        const std::shared_ptr<PendingAnswer> pending = std::move(m_pending.front());
        m_pending.erase(m_pending.begin());
        pending->connection = nullptr;
        const Request& request = pending->request();
        const bool closes = !pending->framing.keepsAlive || pending->response->closeAfter || m_shared->isStopping;
        appendResponse(m_out, *pending->response,
                       {.requestId = request.requestId,
                        .withoutBody = request.method == "HEAD",
                        .closes = closes,
                        .namesKeepAlive = pending->framing.isHttp10});
        if (closes) {
            closeAfterWriting(m_lingers);
            return;
        }
        if (m_pending.empty()) m_since = Clock::now();
    }
}

void Connection::flush()
{
    m_flushAsked = false;
    if (m_phase == Phase::Gone) return;
    write();
    closeWhenSent();
    if (m_readsOn && m_phase != Phase::Gone) readInput();
}

void Connection::write()
{
    if (m_out.isEmpty() || m_phase == Phase::Gone) return;
    if (unsent() > m_shared->limits.unsentBytes) {
        connectionLog.info("connection cut, it does not read its answers", {{u"peer"_s, m_peer.toString()}});
        return abort();
    }
    if (unsent() == 0) m_progressAt = Clock::now();
    m_socket->write(std::exchange(m_out, QByteArray()));
    // Without flush() the bytes would wait for a write notification, one more turn and two more system calls.
    m_socket->flush();
    if (m_phase != Phase::Gone) m_place.note(unsent());  // flush() may have found the client gone, or let it upgrade
}

void Connection::closeAfterWriting(bool lingers)
{
    m_acceptsRequests = false;
    m_lingers = lingers || m_phase == Phase::Body || m_socket->bytesAvailable() > 0;
    m_phase = Phase::Closing;
    m_since = Clock::now();
    // Requests behind the last answer are not going to be answered.
    for (const auto& pending : std::exchange(m_pending, {})) {
        pending->connection = nullptr;
        pending->abort();
    }
}

void Connection::closeWhenSent()
{
    if (m_phase != Phase::Closing || m_closes || !m_pending.empty() || !m_out.isEmpty() || unsent() > 0) return;
    m_closes = true;
    m_since = Clock::now();
    if (!m_lingers) return m_socket->disconnectFromHost();
    // Our FIN now, the socket itself when the client has closed or kLinger is over. TLS has no such half.
    if (!m_isSecure) ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
}

void Connection::checkDeadlines(Clock::time_point now)
{
    const Limits& limits = m_shared->limits;
    if (m_phase == Phase::Gone) return;
    if (unsent() > 0) {
        if (now - m_progressAt > limits.idleTimeout) abort();
        return;
    }
    switch (m_phase) {
        case Phase::Closing:
            if (m_pending.empty() && now - m_since > kLinger) abort();
            return;
        case Phase::Body: {
            const auto elapsed = now - m_since;
            const double seconds = std::chrono::duration<double>(elapsed).count();
            if (elapsed > limits.bodyGrace && double(m_bodyReceived) < double(limits.minimumBodyRate) * seconds) {
                refuse({408, u"Request body too slow"_s});
            }
            return;
        }
        case Phase::Head:
            if (m_readsOn || (!m_headBegan && !m_pending.empty())) return;
            if (m_headBegan && now - m_since > limits.headerTimeout) return refuse({408, u"Request header too slow"_s});
            if (!m_headBegan && now - m_since > (m_isFirstRequest ? limits.headerTimeout : limits.idleTimeout)) {
                abort();
            }
            return;
        case Phase::Gone: return;
    }
}

void Connection::finishSoon()
{
    if (m_phase != Phase::Head || m_headBegan || !m_pending.empty()) return;
    closeAfterWriting(false);
    closeWhenSent();
}

qsizetype Connection::unfinishedBytes() const
{
    if (m_phase == Phase::Gone) return 0;
    return m_request.body.size() + m_socket->bytesAvailable();
}

qsizetype Connection::unsentBytes() const
{
    return m_phase == Phase::Gone ? 0 : m_out.size() + unsent();
}

void Connection::giveUpUnfinished()
{
    if (m_phase != Phase::Body) return abort();
    refuse({503, u"Too much is arriving at once"_s});
}

void Connection::giveUpUnsent()
{
    abort();
}

void Connection::abort()
{
    if (m_phase == Phase::Gone) return;
    m_socket->abort();
    clientLeft();
}

void Connection::clientLeft()
{
    if (m_phase == Phase::Gone) return;
    m_phase = Phase::Gone;
    m_out.clear();
    for (const auto& pending : std::exchange(m_pending, {})) {
        pending->connection = nullptr;
        if (!pending->response) pending->abort();
    }
    emit closed(this);
}

}  // namespace tongdai::http
