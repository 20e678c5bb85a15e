#pragma once

#include "engine/server/chat/line_delivery.h"

namespace tongdai::chat {

/// Ends sockets whose token is over: the client is told in the contract's words and leaves the namespace; it may come
/// back with a new token. A socket that authenticates again before stays (`chat:authenticate`). Engine loop.
class TokenWatch final : public QObject {
    Q_OBJECT
public:
    explicit TokenWatch(ChatScope scope, QObject* parent = nullptr);

    /// The socket was admitted, or its token renewed: its state says until when.
    void watch(const ChatSocket& socket);
    bool isOver(const ChatSocket& socket) const { return socket.validUntil <= m_scope.clock.now(); }
    /// Tells the client and shows it the door.
    static void end(const socketio::SocketPtr& socket);

private:
    void look();

    ChatScope m_scope;
    QTimer m_next;
};

}  // namespace tongdai::chat
