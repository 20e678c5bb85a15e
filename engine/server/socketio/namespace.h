#pragma once

#include "engine/server/socketio/socket.h"

#include <QHash>
#include <QObject>

#include <variant>

namespace tongdai::socketio {

class Server;

struct Accept {};
/// CONNECT_ERROR; the connection stays and the client may try again.
struct Refuse {
    QString message;
    std::optional<QJsonValue> data = {};
};
using Admission = std::variant<Accept, Refuse>;

/// One namespace: who may join, what its events do, its rooms. Made by Server::of(). Lives on the engine loop.
///
/// Handlers are coroutines; what they take, they take by value. A handler that throws is logged and its event goes
/// unanswered.
class Namespace : public QObject {
    Q_OBJECT
public:
    using AdmissionRule = std::function<QCoro::Task<Admission>(SocketPtr)>;
    using ConnectHandler = std::function<QCoro::Task<void>(SocketPtr)>;
    using EventHandler = std::function<QCoro::Task<void>(SocketPtr, Payload, Ack)>;
    using AnyEventHandler = std::function<QCoro::Task<void>(SocketPtr, QString, Payload, Ack)>;
    using DisconnectHandler = std::function<QCoro::Task<void>(SocketPtr, DisconnectReason)>;

    Namespace(QString name, Server& server);
    ~Namespace() override;
    const QString& name() const { return m_name; }

    /// Asked in order before a socket joins; the first refusal counts. Also on a recovered connection.
    void admitBy(AdmissionRule rule) { m_rules.push_back(std::move(rule)); }
    /// After the client was told; its events wait until this is done.
    void onConnect(ConnectHandler handler) { m_onConnect = std::move(handler); }
    void on(const QString& event, EventHandler handler)
    {
        m_handlers.insert(event, std::make_shared<const EventHandler>(std::move(handler)));
    }
    void onOtherEvents(AnyEventHandler handler) { m_onOther = std::move(handler); }
    /// After all events that came before the end. The socket has left its rooms already.
    void onDisconnect(DisconnectHandler handler) { m_onDisconnect = std::move(handler); }

    /// To the sockets of this and, through the bus, of the other engines. Encoded once.
    void broadcast(const QString& event, const Payload& args, const Audience& audience = {},
                   Delivery delivery = Delivery::Reliable);
    /// To the sockets of this engine only: for what every engine tells its own.
    void broadcastHere(const QString& event, const Payload& args, const Audience& audience,
                       Delivery delivery = Delivery::Reliable);
    /// Here and on the other engines.
    void disconnectSockets(const Audience& audience, bool closeConnection = false);

    /// Of this engine only.
    SocketPtr socket(const QString& id) const;
    std::vector<SocketPtr> sockets(const Audience& audience = {}) const;
    qsizetype size() const { return m_sockets.size(); }

private:
    friend class ClientConnection;
    friend class Server;
    friend class Socket;

    static QCoro::Task<void> admit(SocketPtr socket);
    void welcome(const SocketPtr& socket);
    void deliver(const EncodedPacket& packet, const Audience& audience, Delivery delivery);
    void disconnectHere(const Audience& audience, bool closeConnection);
    void receive(const RoomMessage& message);
    /// The packet as messages; with recovery, given its offset and kept.
    Messages logged(const EncodedPacket& packet, const Audience& audience, Delivery delivery);

    void join(Socket& socket, const QString& room);
    void leave(Socket& socket, const QString& room);
    /// Remembers it for the way back: what went past this room until now was not for the socket.
    void noteLeft(Socket& socket, const QString& room) const;
    void remove(Socket& socket, bool mayComeBack);
    SocketPtr makeSocket(ClientConnection& connection, const QJsonObject& auth);
    std::optional<PacketLog::Restored> restore(const QJsonObject& auth);
    void keep(const Socket& socket);
    static QCoro::Task<void> handle(SocketPtr socket, Socket::Incoming incoming);

    QString m_name;
    Server& m_server;
    std::vector<AdmissionRule> m_rules;
    ConnectHandler m_onConnect;
    QHash<QString, std::shared_ptr<const EventHandler>> m_handlers;
    AnyEventHandler m_onOther;
    DisconnectHandler m_onDisconnect;
    QHash<QString, Socket*> m_sockets;
    QHash<QString, std::set<Socket*>> m_rooms;  ///< not the sockets' own
    std::optional<PacketLog> m_log;
    QHash<QString, Socket*> m_byPrivateId;  ///< with recovery only
    quint64 m_nextAckId = 0;
};

/// The packet as messages for any number of sessions.
Messages asMessages(const EncodedPacket& packet);

}  // namespace tongdai::socketio
