#pragma once

#include "engine/server/socketio/disconnect_reason.h"
#include "engine/server/socketio/handshake.h"
#include "engine/server/socketio/packet_log.h"

#include <QCoro/QCoroTask>
#include <QPointer>

#include <any>
#include <list>
#include <map>
#include <memory>
#include <set>

namespace tongdai::socketio {

class ClientConnection;
class Namespace;
class Socket;
using SocketPtr = std::shared_ptr<Socket>;

/// How hard an event tries: a volatile one is dropped when the reader is behind, and never replayed.
enum class Delivery { Reliable, Volatile };

/// Answers one event. Copies are the same answer: the first call counts, further ones are ignored, and so is any
/// call when the client did not ask.
class Ack {
public:
    Ack() = default;
    Ack(std::weak_ptr<Socket> socket, quint64 id);
    bool isWanted() const { return m_state != nullptr; }
    void operator()(const Payload& args) const;

private:
    struct State {
        std::weak_ptr<Socket> socket;
        quint64 id;
        bool isGiven = false;
    };
    std::shared_ptr<State> m_state;
};

/// One client in one namespace. Stays valid for whoever holds it; once disconnected, sending is a no-op. Handlers of
/// one socket run one after the other, in the order of its events. Lives on the engine loop.
class Socket : public std::enable_shared_from_this<Socket> {
public:
    using AckCallback = std::function<void(std::optional<Payload>)>;

    /// Made by the namespace. With `saved`, a socket that comes back.
    Socket(Namespace& nsp, ClientConnection& connection, Handshake handshake, std::optional<PacketLog::Restored> saved);
    ~Socket();

    const QString& id() const { return m_id; }  ///< public, and the name of its own room
    const QString& nsp() const { return m_nspName; }
    const Handshake& handshake() const { return m_handshake; }
    bool isConnected() const { return m_state == State::Connected; }
    bool isRecovered() const { return m_isRecovered; }
    /// The application's own, for example its user; survives a recovered cut.
    std::any& state() { return m_appState; }

    void send(const QString& event, const Payload& args = {}, Delivery delivery = Delivery::Reliable);
    /// Sends and wants an acknowledgement. `callback` comes once: with nothing after `timeout`, or when the socket
    /// ends first.
    void sendWithAck(const QString& event, const Payload& args, std::chrono::milliseconds timeout,
                     AckCallback callback);
    /// The same, awaited.
    QCoro::Task<std::optional<Payload>> ask(QString event, Payload args, std::chrono::milliseconds timeout);

    /// `taken` comes when the client has surely taken what was sent to it before; never, when the connection ends
    /// first.
    void confirm(std::function<void()> taken);

    void join(const QString& room);
    void leave(const QString& room);
    const std::set<QString>& rooms() const { return m_rooms; }  ///< its own id among them

    /// Leaves the namespace, or with `closeConnection` ends the whole connection.
    void disconnect(bool closeConnection = false);

private:
    friend class Ack;
    friend class Server;
    friend class ClientConnection;
    friend class Namespace;
    enum class State { Joining, Connected, Disconnected };
    struct PendingAck;
    /// Something a handler has to be run for.
    struct Incoming {
        enum class Kind { Connected, Event, Disconnected } kind = Kind::Event;
        QString event;
        Payload args;
        Ack ack;
        DisconnectReason reason{};
        qsizetype bytes = 0;
    };

    void receive(Packet packet, qsizetype bytes);
    void receiveAck(quint64 id, Payload args);
    void enqueue(Incoming incoming);
    static QCoro::Task<void> runHandlers(SocketPtr socket);
    void end(DisconnectReason reason, bool runWhatWaits);
    void detach();
    void transmit(const Packet& packet);
    void transmit(const Messages& messages, Delivery delivery);

    // Containers that cost nothing while they are empty or small: there is one of each for every idle connection.
    QString m_id;
    QString m_privateId;  ///< a bearer secret, with recovery only
    QString m_nspName;
    QPointer<Namespace> m_nsp;
    ClientConnection* m_connection;  ///< null once disconnected
    Handshake m_handshake;
    State m_state = State::Joining;
    bool m_isRecovered = false;
    std::set<QString> m_rooms;
    std::any m_appState;
    std::map<QString, quint64> m_leftAt;  ///< the last rooms it left, with recovery only; see SavedSession
    quint64 m_missedFrom = 0;  ///< of a recovered one: the place in the log from which it is told when it is admitted
    std::map<quint64, std::unique_ptr<PendingAck>> m_acks;
    std::list<Incoming> m_incoming;
    qsizetype m_incomingBytes = 0;
    bool m_isRunning = false;
};

}  // namespace tongdai::socketio
