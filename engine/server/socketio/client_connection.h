#pragma once

#include "engine/server/socketio/packet_decoder.h"
#include "engine/server/socketio/socketio_server.h"

#include <map>

namespace tongdai::socketio {

/// One Engine.IO session as Socket.IO sees it: decodes its messages and hands them to the sockets of its namespaces.
/// Owned by the session. Any violation ends the session with `parse error`.
class ClientConnection final : public engineio::SessionListener {
public:
    ClientConnection(engineio::Session& session, Server& server);
    ~ClientConnection() override;

    void onText(const QByteArray& utf8) override;
    void onBinary(const QByteArray& bytes) override;
    void onClosed(engineio::CloseReason reason) override;
    qsizetype unfinishedBytes() const override { return m_decoder.unfinishedBytes(); }

    engineio::Session& session() { return m_session; }
    void send(const Messages& messages);
    void send(const Packet& packet);
    /// A socket was told it has joined.
    void joined();
    void remove(Socket& socket) { m_sockets.erase(socket.nsp()); }
    /// Ends every socket of this connection, then the connection.
    void closeByServer();
    void closeAsFlood();
    void endSockets(DisconnectReason reason);

private:
    void accept(PacketDecoder::Result result, qsizetype bytes);
    void dispatch(Packet packet, qsizetype bytes);
    void connectTo(const Packet& packet);
    void refuse();

    engineio::Session& m_session;
    Server& m_server;
    PacketDecoder m_decoder;
    qsizetype m_bytes = 0;                   ///< of the packet whose attachments are coming
    std::map<QString, SocketPtr> m_sockets;  ///< joined and joining
    engineio::Deadline m_connectTimeout;
};

}  // namespace tongdai::socketio
