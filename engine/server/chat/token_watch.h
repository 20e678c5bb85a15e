#pragma once

#include "engine/server/chat/line_delivery.h"
#include "engine/server/chat/newest_claims.h"

#include <functional>

namespace tongdai::chat {

/// Ends sockets whose token is over, or says more than a newer one of the same user: the client is told in the
/// contract's words and leaves the namespace; it may come back with a new token. A socket that authenticates again
/// before stays (`chat:authenticate`). Engine loop.
class TokenWatch final : public QObject {
    Q_OBJECT
public:
    TokenWatch(ChatScope scope, NewestClaims& newest, QObject* parent = nullptr);

    /// The socket was admitted, or its token renewed: its state says until when.
    void watch(const ChatSocket& socket);
    /// Whoever may not come in any more leaves at once (security S15).
    void endOf(const std::function<bool(const QByteArray& user)>& isBarred);
    /// Tells the client and shows it the door.
    static void end(const socketio::SocketPtr& socket);

private:
    void look();
    bool isOver(const ChatSocket& socket) const;

    ChatScope m_scope;
    NewestClaims& m_newest;
    QTimer m_next;
};

}  // namespace tongdai::chat
