#include "engine/server/socketio/socket.h"

#include "engine/domain/log.h"
#include "engine/domain/work/one_shot.h"
#include "engine/server/socketio/client_connection.h"
#include "engine/server/socketio/namespace.h"
#include "engine/server/socketio/random_id.h"

namespace tongdai::socketio {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

const Log socketLog("socketio");
/// A reader with this much untaken gets no volatile events.
constexpr qsizetype kBehind = 64 * 1024;
/// What a waiting event costs besides its bytes.
constexpr qsizetype kEventOverhead = 256;

}  // namespace

struct Socket::PendingAck {
    PendingAck(AckCallback callback, engineio::DeadlineQueue& queue) : answered(std::move(callback)), deadline(queue) {}
    AckCallback answered;
    engineio::Deadline deadline;
};

Ack::Ack(std::weak_ptr<Socket> socket, quint64 id) : m_state(std::make_shared<State>(State{std::move(socket), id})) {}

void Ack::operator()(const Payload& args) const
{
    if (!m_state || std::exchange(m_state->isGiven, true)) return;
    const SocketPtr socket = m_state->socket.lock();
    if (!socket || !socket->isConnected()) return;
    socket->transmit({PacketType::Acknowledge, socket->m_nspName, m_state->id, {}, args, {}});
}

Socket::Socket(Namespace& nsp, ClientConnection& connection, Handshake handshake,
               std::optional<PacketLog::Restored> saved)
    : m_nspName(nsp.name()), m_nsp(&nsp), m_connection(&connection), m_handshake(std::move(handshake))
{
    if (saved) {
        m_isRecovered = true;
        m_id = saved->session.id;
        m_privateId = saved->session.privateId;
        m_rooms = {saved->session.rooms.cbegin(), saved->session.rooms.cend()};
        m_appState = std::move(saved->session.state);
        m_missedFrom = saved->next;
        m_leftAt = std::move(saved->session.leftAt);
    } else {
        m_id = QString::fromLatin1(engineio::randomId());
        m_privateId = QString::fromLatin1(engineio::randomId());
        m_rooms = {m_id};
    }
}

Socket::~Socket() = default;

// --- sending -------------------------------------------------------------------------------------------------------

void Socket::send(const QString& event, const Payload& args, Delivery delivery)
{
    if (!isConnected() || !m_nsp) return;
    const EncodedPacket packet = encode({PacketType::Event, m_nspName, {}, event, args, {}});
    transmit(m_nsp->logged(packet, Audience::room(m_id), delivery), delivery);
}

void Socket::sendWithAck(const QString& event, const Payload& args, milliseconds timeout, AckCallback callback)
{
    if (!isConnected() || !m_nsp) return callback(std::nullopt);
    const quint64 id = m_nsp->m_nextAckId++;
    auto pending = std::make_unique<PendingAck>(std::move(callback), m_nsp->m_server.http().deadlines());
    pending->deadline.set(steady_clock::now() + timeout, [this, id] {
        const auto overdue = m_acks.extract(id);
        overdue.mapped()->answered(std::nullopt);
    });
    m_acks.emplace(id, std::move(pending));
    transmit({PacketType::Event, m_nspName, id, event, args, {}});
}

QCoro::Task<std::optional<Payload>> Socket::ask(QString event, Payload args, milliseconds timeout)
{
    const auto reply = std::make_shared<OneShot<std::optional<Payload>>>();
    sendWithAck(event, args, timeout, [reply](std::optional<Payload> answer) { reply->set(answer); });
    std::optional<Payload> answer = co_await reply->wait();
    co_return answer;
}

void Socket::confirm(std::function<void()> taken)
{
    if (m_connection && isConnected()) m_connection->session().confirm(std::move(taken));
}

void Socket::transmit(const Packet& packet)
{
    if (m_connection) m_connection->send(packet);
}

void Socket::transmit(const Messages& messages, Delivery delivery)
{
    if (!m_connection) return;
    if (delivery == Delivery::Volatile && m_connection->session().unsentBytes() > kBehind) return;
    m_connection->send(messages);
}

// --- receiving -----------------------------------------------------------------------------------------------------

void Socket::receive(Packet packet, qsizetype bytes)
{
    if (packet.type == PacketType::Acknowledge) {
        if (packet.id) receiveAck(*packet.id, std::move(packet.args));
        return;
    }
    Incoming incoming;
    incoming.event = std::move(packet.event);
    incoming.args = std::move(packet.args);
    if (packet.id) incoming.ack = Ack(weak_from_this(), *packet.id);
    incoming.bytes = bytes + kEventOverhead;
    enqueue(std::move(incoming));
}

/// Not queued behind events: a handler may be waiting for just this answer.
void Socket::receiveAck(quint64 id, Payload args)
{
    const auto pending = m_acks.extract(id);
    if (pending.empty()) return;
    pending.mapped()->deadline.clear();
    pending.mapped()->answered(std::move(args));
}

void Socket::enqueue(Incoming incoming)
{
    const auto& options = m_nsp->m_server.options();
    m_incomingBytes += incoming.bytes;
    const bool isFull = qsizetype(m_incoming.size()) >= options.waitingEvents || m_incomingBytes > options.waitingBytes;
    if (incoming.kind == Incoming::Kind::Event && m_isRunning && isFull) return m_connection->closeAsFlood();
    m_incoming.push_back(std::move(incoming));
    if (!m_isRunning) runHandlers(shared_from_this());
}

QCoro::Task<void> Socket::runHandlers(SocketPtr socket)
{
    socket->m_isRunning = true;
    while (!socket->m_incoming.empty() && socket->m_nsp) {
        Incoming next = std::move(socket->m_incoming.front());
        socket->m_incoming.pop_front();
        socket->m_incomingBytes -= next.bytes;
        const QString name = next.event;
        try {
            QCoro::Task<void> handled = Namespace::handle(socket, std::move(next));
            co_await handled;
        } catch (const std::exception& error) {
            socketLog.error("event handler failed", {{u"event"_s, name},
                                                     {u"namespace"_s, socket->m_nspName},
                                                     {u"cause"_s, QString::fromUtf8(error.what())}});
        }
    }
    socket->m_isRunning = false;
}

// --- rooms and the end ---------------------------------------------------------------------------------------------

void Socket::join(const QString& room)
{
    if (m_state == State::Disconnected || m_rooms.contains(room)) return;
    m_rooms.insert(room);
    if (isConnected() && m_nsp) m_nsp->join(*this, room);
}

void Socket::leave(const QString& room)
{
    if (room == m_id || m_rooms.erase(room) == 0) return;
    if (!isConnected() || !m_nsp) return;
    m_nsp->leave(*this, room);
    m_nsp->noteLeft(*this, room);
}

void Socket::disconnect(bool closeConnection)
{
    if (!m_connection) return;
    if (closeConnection) return m_connection->closeByServer();
    transmit({PacketType::Disconnect, m_nspName, {}, {}, {}, {}});
    end(DisconnectReason::ServerNamespaceDisconnect, false);
}

/// Whoever was cut gets what it sent handled; whoever was shown the door does not.
void Socket::end(DisconnectReason reason, bool runWhatWaits)
{
    const SocketPtr self = shared_from_this();
    if (m_state == State::Disconnected) return;
    const bool wasConnected = isConnected();
    if (m_nsp && wasConnected) m_nsp->remove(*this, isRecoverable(reason));
    detach();
    if (!runWhatWaits) {
        m_incoming.clear();
        m_incomingBytes = 0;
    }
    if (!wasConnected || !m_nsp) return;
    Incoming farewell;
    farewell.kind = Incoming::Kind::Disconnected;
    farewell.reason = reason;
    enqueue(std::move(farewell));
}

void Socket::detach()
{
    m_state = State::Disconnected;
    if (m_connection) std::exchange(m_connection, nullptr)->remove(*this);
    for (const auto& [id, pending] : std::exchange(m_acks, {})) {
        pending->deadline.clear();
        pending->answered(std::nullopt);
    }
}

}  // namespace tongdai::socketio
