#include "engine/server/socketio/client_connection.h"

#include <algorithm>

namespace tongdai::socketio {

using namespace Qt::StringLiterals;
using namespace std::chrono;

ClientConnection::ClientConnection(engineio::Session& session, Server& server)
    : m_session(session),
      m_server(server),
      m_decoder(server.options().decoder),
      m_connectTimeout(server.http().deadlines())
{
    m_session.setMaxMessage(std::min(server.options().payloadBeforeJoining, server.options().engine.maxPayload));
    m_decoder.refuseAttachments(true);
    m_connectTimeout.set(steady_clock::now() + server.options().connectTimeout, [this] { m_session.close(); });
}

/// Without onClosed() before: the server is being destroyed. Handlers are not run any more.
ClientConnection::~ClientConnection()
{
    for (const auto& [nsp, socket] : std::exchange(m_sockets, {})) {
        if (socket->m_nsp && socket->isConnected()) socket->m_nsp->remove(*socket, false);
        socket->detach();
    }
}

/// Somebody we know: what they may say at once is not a stranger's any more.
void ClientConnection::joined()
{
    m_connectTimeout.clear();
    m_session.setMaxMessage(m_server.options().engine.maxPayload);
    m_decoder.refuseAttachments(false);
}

void ClientConnection::send(const Messages& messages)
{
    for (const engineio::MessagePtr& message : messages)
        m_session.send(message);
}

void ClientConnection::send(const Packet& packet)
{
    send(asMessages(encode(packet)));
}

void ClientConnection::onText(const QByteArray& utf8)
{
    m_bytes = utf8.size();
    accept(m_decoder.addText(utf8), m_bytes);
}

void ClientConnection::onBinary(const QByteArray& bytes)
{
    m_bytes += bytes.size();
    accept(m_decoder.addBinary(bytes), m_bytes);
}

void ClientConnection::accept(PacketDecoder::Result result, qsizetype bytes)
{
    if (auto* packet = std::get_if<Packet>(&result))
        dispatch(std::move(*packet), bytes);
    else if (std::holds_alternative<DecodeError>(result))
        refuse();
}

void ClientConnection::dispatch(Packet packet, qsizetype bytes)
{
    if (packet.type == PacketType::Connect) return connectTo(packet);
    const auto found = m_sockets.find(packet.nsp);
    const SocketPtr socket = found == m_sockets.end() ? nullptr : found->second;
    if (!socket || !socket->isConnected() || packet.type == PacketType::ConnectError) return refuse();
    if (packet.type == PacketType::Disconnect) return socket->end(DisconnectReason::ClientNamespaceDisconnect, true);
    socket->receive(std::move(packet), bytes);
}

void ClientConnection::connectTo(const Packet& packet)
{
    if (m_sockets.contains(packet.nsp)) return refuse();
    Namespace* nsp = m_server.find(packet.nsp);
    if (!nsp) {
        const QJsonObject error{{u"message"_s, u"Invalid namespace"_s}};
        return send({PacketType::ConnectError, packet.nsp, {}, {}, {}, error});
    }
    const SocketPtr socket = nsp->makeSocket(*this, packet.object);
    m_sockets.emplace(packet.nsp, socket);
    Namespace::admit(socket);
}

void ClientConnection::refuse()
{
    ++m_server.m_parseErrors;
    m_session.close(engineio::CloseReason::ParseError);
}

void ClientConnection::closeAsFlood()
{
    ++m_server.m_floods;
    m_session.close(engineio::CloseReason::TransportError);
}

void ClientConnection::closeByServer()
{
    for (const auto& [nsp, socket] : std::map(m_sockets))
        socket->disconnect();
    m_session.close();
}

void ClientConnection::onClosed(engineio::CloseReason reason)
{
    m_connectTimeout.clear();
    endSockets(reasonOf(reason));
}

void ClientConnection::endSockets(DisconnectReason reason)
{
    const bool wasCut = reason != DisconnectReason::ParseError;
    for (const auto& [nsp, socket] : std::exchange(m_sockets, {}))
        socket->end(reason, wasCut);
}

}  // namespace tongdai::socketio
