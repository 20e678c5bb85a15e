#pragma once

#include "engine/server/chat/line_delivery.h"

#include <functional>

namespace tongdai::chat {

/// What a user missed, for a socket that has just connected: every line with an undelivered receipt, in the order of
/// each thread, however many the list in Redis still holds (guarantees 2.8). Sent with the wish for an acknowledgement;
/// what is not proven to have arrived stays undelivered and comes again. Lines that appear meanwhile wait until the
/// missed ones are through. Engine loop.
class MissedLines {
public:
    MissedLines(ChatScope scope, LineDelivery& delivery) : m_scope(scope), m_delivery(delivery) {}

    /// Called with a socket whose missed lines the store could not tell; live lines go to it all the same.
    using StoreAway = std::function<void(const socketio::SocketPtr&)>;
    void onStoreAway(StoreAway call) { m_storeAway = std::move(call); }

    /// From now on live lines wait for this socket.
    void hold(const socketio::SocketPtr& socket);
    /// A line of the user's own, to be sent in its place. False: this socket is not catching up.
    bool holdOwn(const socketio::SocketPtr& socket, const ChatThread& thread, const ChatLine& line,
                 const QJsonObject& payload);
    /// Begins at once and goes on by itself, until nothing is missing.
    void bring(const socketio::SocketPtr& socket);
    /// Its connection ended: nothing more can be proven.
    void abandon(const socketio::SocketPtr& socket);
    /// Lines that fell off the list in Redis since the start; they came from the store.
    qint64 fellOff() const { return m_fellOff; }
    /// Puts a line, or a new thread, on the list of everybody who is away.
    QCoro::Task<void> putAside(ThreadPtr thread, StoredMessage line);
    QCoro::Task<void> putThreadAside(ThreadPtr thread);

private:
    QCoro::Task<void> run(socketio::SocketPtr socket);
    void bringEvents(const socketio::SocketPtr& socket, const std::vector<QByteArray>& entries);
    QCoro::Task<bool> bringPages(socketio::SocketPtr socket);
    QCoro::Task<bool> sendPage(socketio::SocketPtr socket, std::vector<UndeliveredLine> lines);
    bool isLeftToLive(const socketio::SocketPtr& socket, const SentLine& line);
    bool isCoveredByRecovery(const socketio::SocketPtr& socket, const UndeliveredLine& line) const;
    QCoro::Task<std::vector<Participant>> away(ThreadPtr thread, SenderId sender);
    void sendOwnBefore(const socketio::SocketPtr& socket, const SentLine& line);
    void release(const socketio::SocketPtr& socket);

    ChatScope m_scope;
    LineDelivery& m_delivery;
    StoreAway m_storeAway;
    qint64 m_fellOff = 0;
};

}  // namespace tongdai::chat
