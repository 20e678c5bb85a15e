#include "engine/server/socketio/engineio_server.h"

#include "engine/server/socketio/random_id.h"
#include "engine/server/websocket/websocket_handshake.h"

#include <QTcpSocket>

#include <algorithm>

namespace tongdai::engineio {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

/// A body that nobody will read, of a request that is refused.
constexpr qsizetype kOfNobody = 1024;

bool isLegalHeaderValue(const QByteArray& value)
{
    return std::ranges::none_of(value, [](char c) { return (quint8(c) < 0x20 && c != '\t') || c == 0x7f; });
}

/// One customer has a whole IPv6 /64.
QByteArray addressKey(const QHostAddress& peer)
{
    bool isV4 = false;
    const quint32 v4 = peer.toIPv4Address(&isV4);  // also for ::ffff:a.b.c.d
    if (isV4) return QByteArray::number(v4, 16);
    const Q_IPV6ADDR v6 = peer.toIPv6Address();
    return QByteArray(reinterpret_cast<const char*>(v6.c), 8).toHex();
}

QByteArray queryValue(const http::Request& request, const QString& name)
{
    return request.query.queryItemValue(name).toLatin1();
}

http::Response refusalOfUpgrade(const Refusal& refusal)
{
    return http::Response::text(refusal.message.toUtf8(), 400, "text/html"_ba);
}

}  // namespace

Server::Server(Options options, Accept accept, QObject* parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_accept(std::move(accept)),
      m_host{m_options, m_deadlines, m_statistics, {}, {}}
{
    m_host.forget = [this](Session* session) { forget(session); };
    m_host.flushThisTurn = [this](Session* session) {
        if (m_toFlush.empty()) QMetaObject::invokeMethod(this, &Server::flushWaiting, Qt::QueuedConnection);
        m_toFlush.emplace_back(session);
    };
}

Server::~Server()
{
    m_isShuttingDown = true;
    qDeleteAll(std::exchange(m_sessions, {}));
}

void Server::shutDown()
{
    m_isShuttingDown = true;
    for (Session* session : m_sessions.values())
        session->close();
}

std::optional<qsizetype> Server::bodyLimit(const http::Request& head) const
{
    const Session* session = m_sessions.value(queryValue(head, u"sid"_s));
    return session ? session->maxMessage() : kOfNobody;
}

/// What will be refused is refused before its body is read. Two pushes at once would mix their packets up.
Server::BodyBegin Server::bodyBegins(const http::Request& head)
{
    if (head.method == "OPTIONS") return std::shared_ptr<void>();
    std::optional<Refusal> refused = verify(head, false);
    Session* session = refused ? nullptr : m_sessions.value(queryValue(head, u"sid"_s));
    if (session && head.method == "POST") {
        std::shared_ptr<void> push = session->beginPush();
        if (push) return push;
        refused = refusal(ErrorCode::BadRequest);
    }
    if (!refused) return std::shared_ptr<void>();
    if (refused->code == ErrorCode::Forbidden) ++m_statistics.refused;
    http::Response response = errorResponse(*refused);
    response.headers += m_options.origins.headersFor(head);
    return response;
}

// --- checks --------------------------------------------------------------------------------------------------------

std::optional<Refusal> Server::verify(const http::Request& request, bool isUpgrade) const
{
    const QByteArray transport = queryValue(request, u"transport"_s);
    if (transport != "polling" && transport != "websocket") return refusal(ErrorCode::UnknownTransport);
    if (!isLegalHeaderValue(request.header("origin"))) return refusal(ErrorCode::BadRequest);
    const QByteArray sid = queryValue(request, u"sid"_s);
    if (sid.isEmpty()) return verifyHandshake(request, isUpgrade);

    const Session* session = m_sessions.value(sid);
    if (!session) return refusal(ErrorCode::UnknownSession);
    const bool isSame = (transport == "websocket") == (session->transport() == Transport::WebSocket);
    if (!isUpgrade && !isSame) return refusal(ErrorCode::BadRequest);
    if (!m_options.origins.allows(request)) return refusal(ErrorCode::Forbidden);
    return std::nullopt;
}

std::optional<Refusal> Server::verifyHandshake(const http::Request& request, bool isUpgrade) const
{
    if (request.method != "GET") return refusal(ErrorCode::BadHandshakeMethod);
    if (!isUpgrade && queryValue(request, u"transport"_s) == "websocket") return refusal(ErrorCode::BadRequest);
    if (!m_options.origins.allows(request)) return refusal(ErrorCode::Forbidden);
    if (!hasRoomFor(request.peer)) return Refusal{ErrorCode::Forbidden, u"Too many connections"_s};
    if (m_options.admit) {
        if (const auto message = m_options.admit(request)) return Refusal{ErrorCode::Forbidden, *message};
    }
    if (queryValue(request, u"EIO"_s) != "4") return refusal(ErrorCode::UnsupportedVersion);
    return std::nullopt;
}

bool Server::hasRoomFor(const QHostAddress& peer) const
{
    return !m_isShuttingDown && m_sessions.size() < m_options.sessions &&
           m_perAddress.value(addressKey(peer)) < m_options.sessionsPerAddress;
}

// --- sessions ------------------------------------------------------------------------------------------------------

Session* Server::open(const http::Request& request)
{
    auto* session = new Session(randomId(), request, m_host);
    m_sessions.insert(session->id(), session);
    ++m_perAddress[addressKey(request.peer)];
    ++m_statistics.opened;
    m_statistics.sessions = int(m_sessions.size());
    return session;
}

void Server::start(Session* session)
{
    session->setListener(m_accept(*session));
}

void Server::forget(Session* session)
{
    if (m_sessions.take(session->id()) != session) return;
    const QByteArray key = addressKey(session->handshake().peer);
    if (--m_perAddress[key] <= 0) m_perAddress.remove(key);
    m_statistics.sessions = int(m_sessions.size());
    session->deleteLater();
}

void Server::flushWaiting()
{
    for (const QPointer<Session>& session : std::exchange(m_toFlush, {})) {
        if (session) session->flush();
    }
}

// --- polling -------------------------------------------------------------------------------------------------------

QCoro::Task<http::Response> Server::handle(std::shared_ptr<http::Exchange> exchange)
{
    const http::Request& request = exchange->request();
    if (request.method == "OPTIONS") co_return m_options.origins.preflight(request);

    http::Response response;
    const QByteArray sid = queryValue(request, u"sid"_s);
    const QList<http::Header> corsFields = m_options.origins.headersFor(request);
    if (const auto refused = verify(request, false)) {
        if (refused->code == ErrorCode::Forbidden) ++m_statistics.refused;
        response = errorResponse(*refused);
    } else if (sid.isEmpty()) {
        Session* session = open(request);
        response = pollResponse(session->openPacket(false));
        start(session);
    } else if (request.method == "POST") {
        response = m_sessions.value(sid)->push(request);
    } else if (request.method == "GET") {
        const std::shared_ptr<HeldPoll> poll = m_sessions.value(sid)->poll(exchange);
        response = co_await poll->wait();
    } else {
        response.status = 500;
    }
    response.headers += corsFields;
    co_return response;
}

// --- WebSocket -----------------------------------------------------------------------------------------------------

http::UpgradeHandler Server::upgradeHandler(const http::Request& head) const
{
    if (!claims(head)) return nullptr;
    return [server = QPointer<Server>(const_cast<Server*>(this))](QTcpSocket* socket, const http::Request& request) {
        if (server)
            server->takeUpgrade(socket, request);
        else
            socket->deleteLater();
    };
}

void Server::takeUpgrade(QTcpSocket* socket, const http::Request& request)
{
    auto refused = verify(request, true);
    if (!refused && queryValue(request, u"transport"_s) != "websocket") refused = refusal(ErrorCode::BadRequest);
    if (refused) {
        if (refused->code == ErrorCode::Forbidden) ++m_statistics.refused;
        return refuseUpgrade(socket, refusalOfUpgrade(*refused), request.requestId);
    }
    auto link = acceptWebSocket(socket, request, m_options.maxPayload, m_options.budget);
    if (link) adoptWebSocket(request, std::move(link));
}

void Server::adoptWebSocket(const http::Request& request, std::unique_ptr<WebSocketLink> link)
{
    const QByteArray sid = queryValue(request, u"sid"_s);
    if (!sid.isEmpty()) {
        return m_sessions.value(sid)->probe(std::move(link));  // verified a moment ago
    }
    Session* session = open(request);
    session->startOnWebSocket(std::move(link));
    start(session);
}

}  // namespace tongdai::engineio
