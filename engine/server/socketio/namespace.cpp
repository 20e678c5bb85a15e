#include "engine/server/socketio/namespace.h"

#include "engine/domain/log.h"
#include "engine/server/socketio/client_connection.h"
#include "engine/server/socketio/socketio_server.h"

#include <QSet>

#include <algorithm>

namespace tongdai::socketio {

using namespace Qt::StringLiterals;

namespace {

const Log namespaceLog("socketio");

}  // namespace

Messages asMessages(const EncodedPacket& packet)
{
    Messages messages{engineio::OutgoingMessage::text(packet.text)};
    for (const QByteArray& bytes : packet.attachments)
        messages.push_back(engineio::OutgoingMessage::binary(bytes));
    return messages;
}

Namespace::Namespace(QString name, Server& server) : m_name(std::move(name)), m_server(server)
{
    if (server.options().recovery) m_log.emplace(*server.options().recovery);
}

Namespace::~Namespace() = default;

// --- joining -------------------------------------------------------------------------------------------------------

SocketPtr Namespace::makeSocket(ClientConnection& connection, const QJsonObject& auth)
{
    Handshake handshake{auth, connection.session().handshake(), connection.session().openedAt()};
    return std::make_shared<Socket>(*this, connection, std::move(handshake), restore(auth));
}

std::optional<PacketLog::Restored> Namespace::restore(const QJsonObject& auth)
{
    const QString privateId = auth.value(u"pid").toString();
    const QString offset = auth.value(u"offset").toString();
    if (!m_log || privateId.isEmpty() || offset.isEmpty()) return std::nullopt;
    // A client may be back before its old connection's heartbeat has noticed the cut: the secret proves it is the same.
    if (Socket* cut = m_byPrivateId.value(privateId)) cut->m_connection->session().close();
    return m_log->restore(privateId, offset.toLatin1());
}

QCoro::Task<void> Namespace::admit(SocketPtr socket)
{
    const QPointer<Namespace> nsp = socket->m_nsp;
    const std::vector<AdmissionRule> rules = nsp->m_rules;  // a rule must outlive its coroutine
    Admission admission = Accept{};
    try {
        for (const AdmissionRule& rule : rules) {
            QCoro::Task<Admission> asked = rule(socket);
            admission = co_await asked;
            if (std::holds_alternative<Refuse>(admission)) break;
        }
    } catch (const std::exception& error) {
        namespaceLog.error("admission rule failed", {{u"cause"_s, QString::fromUtf8(error.what())}});
        admission = Refuse{u"Internal error"_s};
    }
    if (!nsp) co_return;
    const Refuse* refused = std::get_if<Refuse>(&admission);
    if (!refused && socket->m_connection) {
        nsp->welcome(socket);
        co_return;
    }
    if (socket->m_isRecovered) nsp->keep(*socket);  // it may try again with a new token
    if (!refused || !socket->m_connection) co_return;
    QJsonObject error{{u"message"_s, refused->message}};
    if (refused->data) error.insert(u"data"_s, *refused->data);
    socket->transmit({PacketType::ConnectError, socket->m_nspName, {}, {}, {}, error});
    socket->end(DisconnectReason::ServerNamespaceDisconnect, false);
}

void Namespace::welcome(const SocketPtr& socket)
{
    // Only now: what its rooms were told while it was looked at whether it may come in is missed as well.
    std::vector<Messages> missed;
    if (socket->m_isRecovered) {
        const RoomNames rooms(socket->m_rooms.cbegin(), socket->m_rooms.cend());
        auto since = m_log->missedSince(socket->m_missedFrom, rooms, socket->m_leftAt);
        if (!since) {  // the client finds no session the next time, and begins anew
            socket->m_connection->session().close();
            return;
        }
        missed = std::move(*since);
    }
    socket->m_state = Socket::State::Connected;
    m_sockets.insert(socket->m_id, socket.get());
    if (m_log) m_byPrivateId.insert(socket->m_privateId, socket.get());
    for (const QString& room : socket->m_rooms)
        join(*socket, room);
    for (const Messages& messages : missed)
        socket->transmit(messages, Delivery::Reliable);
    QJsonObject reply{{u"sid"_s, socket->m_id}};
    if (m_log) reply.insert(u"pid"_s, socket->m_privateId);
    socket->transmit({PacketType::Connect, m_name, {}, {}, {}, reply});
    if (!socket->isConnected()) return;  // what it missed was too much for its reader
    socket->m_connection->joined();
    Socket::Incoming greeting;
    greeting.kind = Socket::Incoming::Kind::Connected;
    socket->enqueue(std::move(greeting));
}

// --- handlers ------------------------------------------------------------------------------------------------------

/// The handlers are copied into this coroutine: their captures must live as long as the coroutines made of them.
QCoro::Task<void> Namespace::handle(SocketPtr socket, Socket::Incoming incoming)
{
    Namespace* nsp = socket->m_nsp;
    switch (incoming.kind) {
        case Socket::Incoming::Kind::Connected: {
            const ConnectHandler handler = nsp->m_onConnect;
            if (!handler) co_return;
            QCoro::Task<void> task = handler(socket);
            co_await task;
            break;
        }
        case Socket::Incoming::Kind::Disconnected: {
            const DisconnectHandler handler = nsp->m_onDisconnect;
            if (!handler) co_return;
            QCoro::Task<void> task = handler(socket, incoming.reason);
            co_await task;
            break;
        }
        case Socket::Incoming::Kind::Event: {
            if (const std::shared_ptr<const EventHandler> handler = nsp->m_handlers.value(incoming.event)) {
                QCoro::Task<void> task = (*handler)(socket, std::move(incoming.args), std::move(incoming.ack));
                co_await task;
                co_return;
            }
            const AnyEventHandler other = nsp->m_onOther;
            if (!other) co_return;
            QCoro::Task<void> task =
                other(socket, std::move(incoming.event), std::move(incoming.args), std::move(incoming.ack));
            co_await task;
            break;
        }
    }
}

// --- broadcasts ----------------------------------------------------------------------------------------------------

void Namespace::broadcast(const QString& event, const Payload& args, const Audience& audience, Delivery delivery)
{
    RoomMessage message;
    message.nsp = m_name;
    message.audience = audience;
    message.packet = encode({PacketType::Event, m_name, {}, event, args, {}});
    message.isVolatile = delivery == Delivery::Volatile;
    deliver(message.packet, audience, delivery);
    m_server.bus().publish(message);
}

void Namespace::broadcastHere(const QString& event, const Payload& args, const Audience& audience, Delivery delivery)
{
    deliver(encode({PacketType::Event, m_name, {}, event, args, {}}), audience, delivery);
}

void Namespace::disconnectSockets(const Audience& audience, bool closeConnection)
{
    RoomMessage message;
    message.kind = RoomMessage::Kind::Disconnect;
    message.nsp = m_name;
    message.audience = audience;
    message.closeConnection = closeConnection;
    disconnectHere(audience, closeConnection);
    m_server.bus().publish(message);
}

void Namespace::receive(const RoomMessage& message)
{
    if (message.kind == RoomMessage::Kind::Disconnect) {
        return disconnectHere(message.audience, message.closeConnection);
    }
    deliver(message.packet, message.audience, message.isVolatile ? Delivery::Volatile : Delivery::Reliable);
}

void Namespace::deliver(const EncodedPacket& packet, const Audience& audience, Delivery delivery)
{
    const Messages messages = logged(packet, audience, delivery);
    for (const SocketPtr& socket : sockets(audience))
        socket->transmit(messages, delivery);
}

void Namespace::disconnectHere(const Audience& audience, bool closeConnection)
{
    for (const SocketPtr& socket : sockets(audience))
        socket->disconnect(closeConnection);
}

Messages Namespace::logged(const EncodedPacket& packet, const Audience& audience, Delivery delivery)
{
    if (!m_log || delivery == Delivery::Volatile) return asMessages(packet);
    const QByteArray offset = m_log->nextOffset();
    Messages messages = asMessages(withOffset(packet, offset));
    m_log->add(offset, audience, messages);
    return messages;
}

// --- who is here ---------------------------------------------------------------------------------------------------

SocketPtr Namespace::socket(const QString& id) const
{
    Socket* found = m_sockets.value(id);
    return found ? found->shared_from_this() : nullptr;
}

/// Held while they are written to: a slow one may end, and with it others, while the list is walked.
std::vector<SocketPtr> Namespace::sockets(const Audience& audience) const
{
    std::vector<SocketPtr> found;
    const auto take = [&](Socket* candidate) {
        const auto isExcepted = [&](const QString& room) { return candidate->m_rooms.contains(room); };
        if (std::ranges::none_of(audience.except, isExcepted)) found.push_back(candidate->shared_from_this());
    };
    if (audience.rooms.empty()) {
        found.reserve(m_sockets.size());
        for (Socket* candidate : m_sockets)
            take(candidate);
        return found;
    }
    QSet<Socket*> seen;
    for (const QString& room : audience.rooms) {
        if (Socket* own = m_sockets.value(room); own && !seen.contains(own)) {
            seen.insert(own);
            take(own);
        }
        const auto members = m_rooms.constFind(room);
        if (members == m_rooms.cend()) continue;
        for (Socket* candidate : *members) {
            if (audience.rooms.size() > 1) {
                if (seen.contains(candidate)) continue;
                seen.insert(candidate);
            }
            take(candidate);
        }
    }
    return found;
}

void Namespace::join(Socket& socket, const QString& room)
{
    if (room != socket.m_id) m_rooms[room].insert(&socket);
}

void Namespace::leave(Socket& socket, const QString& room)
{
    const auto members = m_rooms.find(room);
    if (members == m_rooms.end()) return;
    members->erase(&socket);
    if (members->empty()) m_rooms.erase(members);
}

void Namespace::remove(Socket& socket, bool mayComeBack)
{
    m_sockets.remove(socket.m_id);
    m_byPrivateId.remove(socket.m_privateId);
    for (const QString& room : socket.m_rooms)
        leave(socket, room);
    if (m_log && mayComeBack) keep(socket);
    socket.m_rooms.clear();
}

void Namespace::noteLeft(Socket& socket, const QString& room) const
{
    constexpr std::size_t kMostLeft = 8;
    if (!m_log) return;
    socket.m_leftAt[room] = m_log->next();
    if (socket.m_leftAt.size() <= kMostLeft) return;
    socket.m_leftAt.erase(
        std::min_element(socket.m_leftAt.begin(), socket.m_leftAt.end(),
                         [](const auto& one, const auto& other) { return one.second < other.second; }));
}

void Namespace::keep(const Socket& socket)
{
    if (!m_log) return;
    const RoomNames rooms(socket.m_rooms.cbegin(), socket.m_rooms.cend());
    m_log->save({socket.m_id, socket.m_privateId, rooms, socket.m_appState, {}, socket.m_leftAt});
}

}  // namespace tongdai::socketio
