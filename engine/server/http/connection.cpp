#include "engine/server/http/connection.h"

#include "engine/domain/log.h"

#include <QSslSocket>

#include <sys/socket.h>

#include <algorithm>

namespace tongdai::http {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log connectionLog("http");

namespace {

/// How long a refused client may go on sending while it is to read why (RFC 9112 9.6).
constexpr auto kLinger = 2s;
constexpr qint64 kReadBuffer = 256 * 1024;
/// Bodies up to this are reserved at once; a longer announced one must first be seen.
constexpr qsizetype kReserve = 64 * 1024;

bool isLegalRequestId(QByteArrayView id)
{
    if (id.isEmpty() || id.size() > 64) return false;
    return std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    });
}

void logFailure(const Request& request, const char* what)
{
    connectionLog.error("handler failed",
                        {{u"request"_s, QString::fromLatin1(request.requestId)}, {u"what"_s, QString::fromUtf8(what)}});
}

/// Runs the handler and delivers its answer. The frame holds everything it needs: the connection and even the server
/// may be gone before the handler is done.
QCoro::Task<void> serve(std::shared_ptr<ServerShared> shared, std::shared_ptr<PendingAnswer> pending)
{
    Response response;
    try {
        std::shared_ptr<Exchange> exchange = pending;
        auto task = shared->handler.handle(std::move(exchange));
        response = co_await task;
    } catch (const std::bad_alloc& error) {
        logFailure(pending->request(), error.what());
        response = Response::error(503, u"Out of memory"_s);
    } catch (const std::exception& error) {
        logFailure(pending->request(), error.what());
        response = Response::error(500, u"Internal Server Error"_s);
    } catch (...) {
        logFailure(pending->request(), "unknown exception");
        response = Response::error(500, u"Internal Server Error"_s);
    }
    --shared->statistics.inWork;
    if (pending->connection) {
        pending->response = std::move(response);
        pending->connection->answered();
    }
    shared->answered();
}

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

bool Connection::mayReadHead() const
{
    if (m_awaitsHandOver && (!m_pending.empty() || unsent() + m_out.size() > 0)) return false;
    return m_acceptsRequests && int(m_pending.size()) < m_shared->limits.pipelined &&
           unsent() + m_out.size() < m_shared->limits.unsentBytes / 4;
}

void Connection::readInput()
{
    if (m_isReading) return;
    m_isReading = true;
    // Writing inside of the loop: what flush() sends at once is not announced by bytesWritten(), so nobody else would
    // come back for requests that waited for room. Bounded by what the socket has buffered in this turn.
    do {
        parseInput();
        write();
    } while (m_phase == Phase::Head && m_readsOn && mayReadHead() && m_socket->bytesAvailable() > 0);
    m_isReading = false;
    if (m_readsOn && m_phase != Phase::Gone) m_place.note(m_socket->bytesAvailable());
    closeWhenSent();
}

void Connection::parseInput()
{
    m_readsOn = false;
    for (bool goesOn = true; goesOn;) {
        switch (m_phase) {
            case Phase::Head:
                m_readsOn = !mayReadHead();
                goesOn = !m_readsOn && m_socket->bytesAvailable() > 0 && readHead();
                break;
            case Phase::Body: goesOn = readBody(); break;
            case Phase::Closing:
                // Whatever still comes is not read as a request: it might have been meant as the refused one's body.
                if (m_socket->isOpen()) m_socket->skip(m_socket->bytesAvailable());
                goesOn = false;
                break;
            case Phase::Gone: goesOn = false; break;
        }
    }
}

bool Connection::readHead()
{
    QByteArray& scratch = m_shared->scratch;
    const qsizetype limit = m_shared->limits.header;
    if (scratch.size() < limit + 4) scratch.resize(limit + 4);
    qsizetype size = m_socket->peek(scratch.data(), limit + 4);
    if (size <= 0) return false;
    qsizetype blank = 0;  // an empty line before a request is to be ignored (RFC 9112 2.2)
    while (blank < size && blank < 4 && (scratch[blank] == '\r' || scratch[blank] == '\n'))
        ++blank;
    if (blank > 0) {
        m_socket->skip(blank);
        return true;
    }
    if (!m_headBegan) {
        m_headBegan = true;
        m_since = Clock::now();
    }
    const QByteArrayView bytes(scratch.constData(), size);
    const RequestParser::HeadScan scan = RequestParser::findHead(bytes);
    if (scan.refusal) {
        refuse(*scan.refusal);
        return false;
    }
    if (scan.length > limit || (scan.length == 0 && size > limit)) {
        const bool isLine = bytes.first(limit).indexOf('\n') < 0;
        refuse(isLine ? Refusal{414, u"Request target too long"_s} : Refusal{431, u"Request header too large"_s});
        return false;
    }
    if (scan.length == 0) {
        m_place.note(size);
        return false;
    }

    m_request = Request{};
    m_framing = Framing{};
    std::optional<Refusal> refusal =
        m_parser.parseHead(bytes.first(scan.length), m_shared->limits.headerFields, m_request, m_framing);
    findCaller();
    m_request.isSecure = m_isSecure;
    m_request.requestId = m_request.header("X-Request-Id");
    if (!isLegalRequestId(m_request.requestId)) m_request.requestId = m_shared->newRequestId();
    if (refusal) {
        refuse(*refusal);
        return false;
    }
    if (m_framing.isWebSocketUpgrade && !m_shared->isStopping) return handOver(scan.length);

    m_socket->skip(scan.length);
    m_isFirstRequest = false;
    return beginBody();
}

void Connection::findCaller()
{
    m_request.peer = m_shared->proxies.callerOf(m_peer, m_request);
    if (m_shared->hasToldOfProxy || !m_peer.isLoopback() || m_shared->proxies.contains(m_peer)) return;
    if (!m_request.hasHeader("X-Forwarded-For") && !m_request.hasHeader("Forwarded")) return;
    m_shared->hasToldOfProxy = true;
    connectionLog.warn(
        "a program on this computer forwards callers, and all of them count as one; if it is a proxy of "
        "yours, name it in TRUSTED_PROXIES",
        {{u"peer"_s, m_peer.toString()}});
}

/// Answers before it go first; then the socket changes hands.
bool Connection::handOver(qsizetype headLength)
{
    if (!m_pending.empty() || unsent() + m_out.size() > 0) {
        m_awaitsHandOver = true;
        m_readsOn = true;
        return false;
    }
    m_socket->skip(headLength);
    UpgradeHandler handler = m_shared->handler.upgradeHandler(m_request);
    if (!handler) {
        refuse({404, u"Not Found"_s});
        return false;
    }
    m_phase = Phase::Gone;
    QTcpSocket* socket = m_socket.release();
    socket->disconnect(this);
    socket->setReadBufferSize(0);
    emit handedOver(this, socket);
    handler(socket, std::move(m_request));
    return false;
}

/// After the head: the body's bounds are decided before a byte of it is kept. False: it was refused.
bool Connection::beginBody()
{
    m_headBegan = false;
    if (m_framing.contentLength == 0 && !m_framing.isChunked) {
        dispatch();
        return true;
    }
    auto begun = m_shared->handler.bodyBegins(m_request);
    if (auto* refused = std::get_if<Response>(&begun)) {
        refuseWith(std::move(*refused));
        return false;
    }
    m_bodyLimit = m_shared->handler.bodyLimit(m_request).value_or(m_shared->limits.body);
    if (m_framing.contentLength > m_bodyLimit) {
        refuse({413, u"Request body too large"_s});
        return false;
    }
    m_request.bodyWatch = std::get<std::shared_ptr<void>>(std::move(begun));
    m_phase = Phase::Body;
    m_since = Clock::now();
    m_bodyReceived = 0;
    m_request.body.reserve(std::min<qsizetype>(m_framing.contentLength, kReserve));
    if (m_framing.expectsContinue && m_socket->bytesAvailable() == 0) {
        // Not ahead of answers to earlier requests: those are still to come, and this line would pass them.
        if (m_pending.empty()) {
            m_out += kContinue;
            write();
        }
    }
    return true;
}

bool Connection::readBody()
{
    return m_framing.isChunked ? readChunkedBody() : readSizedBody();
}

bool Connection::readSizedBody()
{
    QByteArray& body = m_request.body;
    const qsizetype have = body.size();
    const qint64 take = std::min<qint64>(m_socket->bytesAvailable(), m_framing.contentLength - have);
    if (take <= 0) return false;
    body.resize(have + take);
    const qint64 got = m_socket->read(body.data() + have, take);
    body.resize(have + std::max<qint64>(got, 0));
    m_bodyReceived = body.size();
    if (body.size() == m_framing.contentLength)
        dispatch();
    else
        m_place.note(got);
    return got > 0;
}

bool Connection::readChunkedBody()
{
    QByteArray& scratch = m_shared->scratch;
    const qint64 size = m_socket->peek(scratch.data(), scratch.size());
    if (size <= 0) return false;
    const RequestParser::ChunkResult result =
        m_parser.parseChunks(QByteArrayView(scratch.constData(), size), m_bodyLimit, m_request.body);
    m_socket->skip(result.consumed);
    m_bodyReceived += result.consumed;
    if (!result.isDone) m_place.note(result.consumed);
    if (result.refusal) {
        refuse(*result.refusal);
        return false;
    }
    if (result.isDone) {
        dispatch();
        return true;
    }
    if (result.consumed == 0 && size == scratch.size()) {
        refuse({431, u"Chunk header or trailer too large"_s});
        return false;
    }
    return result.consumed > 0;
}

void Connection::dispatch()
{
    m_phase = Phase::Head;
    m_headBegan = false;
    ++m_shared->statistics.requests;
    const bool refusesNew = m_shared->isStopping;
    auto pending = std::make_shared<PendingAnswer>(std::move(m_request), m_framing, this);
    m_pending.push_back(pending);
    if (!m_framing.keepsAlive || refusesNew) m_acceptsRequests = false;
    if (refusesNew) {
        pending->response = Response::error(503, u"Shutting down"_s);
        pending->response->closeAfter = true;
        return collectAnswers();
    }
    ++m_shared->statistics.inWork;
    serve(m_shared, std::move(pending));
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
