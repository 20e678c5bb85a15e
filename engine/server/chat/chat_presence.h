#pragma once

#include "engine/server/chat/line_delivery.h"

namespace tongdai::chat {

/// Who is there: a lease per socket, renewed by a beat for all sockets of this engine, so that a crash leaves nobody
/// online for longer than the lease (guarantees 2.9). Changes go to the rooms of the user's threads and to their other
/// participants, on every engine. Engine loop.
class ChatPresence final : public QObject {
    Q_OBJECT
public:
    explicit ChatPresence(ChatScope scope, QObject* parent = nullptr);

    /// The socket's user is here, in these threads; the socket is told who else is.
    QCoro::Task<void> arrive(socketio::SocketPtr socket, std::vector<ChatThread> threads);
    QCoro::Task<void> leave(socketio::SocketPtr socket);
    /// `{userId: bool}`; whose presence is not known is left out.
    QCoro::Task<QJsonObject> of(ThreadPtr thread);
    /// Somebody who is here without a socket: the operator at this engine's desk.
    void holdDesk(const SenderId& user);
    void announce(const ChatThread& thread, const SenderId& user, bool isOnline, const QString& exceptRoom);

signals:
    /// On this or another engine.
    void changed(tongdai::SenderId user, bool isOnline);

private:
    QCoro::Task<void> beat();
    QCoro::Task<void> sweep();
    QCoro::Task<void> announceGone(SenderId user);

    ChatScope m_scope;
    std::optional<SenderId> m_desk;
    QTimer m_beat;
    QTimer m_sweep;
};

}  // namespace tongdai::chat
