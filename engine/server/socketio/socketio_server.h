#pragma once

#include "engine/server/socketio/engineio_server.h"
#include "engine/server/socketio/namespace.h"
#include "engine/server/socketio/packet_decoder.h"
#include "engine/server/socketio/room_bus.h"

#include <map>

namespace tongdai::socketio {

struct Options {
    Options() { engine.path = QStringLiteral("/socket.io/"); }
    engineio::Options engine;
    /// Joined no namespace in that time: closed.
    std::chrono::milliseconds connectTimeout{45'000};
    /// Bytes of one push body or WebSocket message until then, from whoever that is; later the engine's maxPayload.
    qsizetype payloadBeforeJoining = 64 * 1024;
    DecoderLimits decoder;
    std::optional<RecoveryOptions> recovery;
    /// Events of one socket waiting for their handler; one more, and the connection is cut and counted.
    int waitingEvents = 4096;
    qsizetype waitingBytes = 4 * 1024 * 1024;
};

struct Statistics {
    engineio::Statistics engine;
    qint64 floods = 0;
    qint64 parseErrors = 0;
    qint64 sockets = 0;
};

/// Socket.IO v5 (contracts/socketio §2) on an Engine.IO server. Knows nothing of chat. Lives on the engine loop.
///
///     socketio::Server server(options);
///     auto& chat = server.of(u"/chat"_s);
///     chat.admitBy(…);  chat.on(u"chat:join"_s, …);
///     httpHandler: if (server.http().claims(head)) … server.http().handle(exchange)
///
/// Call shutDown() while what the handlers use is still alive.
class Server : public QObject {
    Q_OBJECT
public:
    explicit Server(Options options, RoomBus* bus = nullptr, QObject* parent = nullptr);
    ~Server() override;

    /// Makes it at the first call. Namespaces that nobody made are refused as invalid.
    Namespace& of(const QString& name);
    engineio::Server& http() { return *m_engine; }
    const Options& options() const { return m_options; }
    Statistics statistics() const;
    /// Every socket ends with `server shutting down`; no new connection opens.
    void shutDown();

private:
    friend class ClientConnection;
    friend class Namespace;
    friend class Socket;

    Namespace* find(const QString& name) const;
    RoomBus& bus() { return *m_bus; }

    Options m_options;
    LocalRoomBus m_localBus;
    RoomBus* m_bus;
    std::map<QString, std::unique_ptr<Namespace>> m_namespaces;
    qint64 m_floods = 0;
    qint64 m_parseErrors = 0;
    std::unique_ptr<engineio::Server> m_engine;  ///< ends first: its connections name the members above
};

}  // namespace tongdai::socketio
