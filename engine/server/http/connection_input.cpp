#include "engine/server/http/connection.h"

#include "engine/domain/log.h"

#include <QTcpSocket>

#include <algorithm>

// How a connection reads: heads, bodies, and the way to their handler.
namespace tongdai::http {

using namespace Qt::StringLiterals;

static const Log connectionInputLog("http");

namespace {

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
    connectionInputLog.error("handler failed", {{u"request"_s, QString::fromLatin1(request.requestId)},
                                                {u"what"_s, QString::fromUtf8(what)}});
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
    connectionInputLog.warn(
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

}  // namespace tongdai::http
