#pragma once

#include "engine/domain/conversation/chat.h"
#include "engine/domain/limits/rate_answer.h"

#include <QCoro/QCoroTask>

namespace tongdai {

/// One socket of a user, as presence counts it.
struct UserSocket {
    SenderId user;
    QByteArray socket;
};

namespace ports {

/// What is alive in chats and may be lost: presence, typing, limits, caches (guarantees 2.8 to 2.10). Redis shared with
/// other engines, or this process alone. Best effort: no call throws, none waits longer than the command time-out.
/// Lives on the engine loop.
class ChatLive {
public:
    virtual ~ChatLive() = default;

    /// At connect, and for every socket again each kPresenceBeat: a socket that is not named any more runs out.
    virtual QCoro::Task<void> touch(std::vector<UserSocket> sockets) = 0;
    /// True: it was the user's last one, told once.
    virtual QCoro::Task<bool> drop(UserSocket socket) = 0;
    /// Users whose sockets ran out, each told to one engine only.
    virtual QCoro::Task<std::vector<SenderId>> sweep() = 0;
    virtual QCoro::Task<QHash<SenderId, Presence>> presenceOf(std::vector<SenderId> users) = 0;

    /// True: tell the others.
    virtual QCoro::Task<bool> startTyping(ConversationId thread, SenderId user) = 0;
    virtual QCoro::Task<bool> stopTyping(ConversationId thread, SenderId user) = 0;

    /// Charges one message of the user; the same id again costs nothing.
    virtual QCoro::Task<RateAnswer> charge(SenderId user, MessageId message) = 0;

    /// Returns how many older entries made room.
    virtual QCoro::Task<qint64> pushOffline(SenderId user, QByteArray entry) = 0;
    virtual QCoro::Task<std::vector<QByteArray>> offlineEntries(SenderId user) = 0;
    virtual QCoro::Task<void> removeOffline(SenderId user, std::vector<QByteArray> entries) = 0;

    /// chat:thread:<id>:meta, for other programs; empty removes it.
    virtual QCoro::Task<void> cacheThread(ConversationId thread, QByteArray summary) = 0;
};

/// Short notes between the engines on one Redis; may be lost, and never come back to who sent them. Engine loop.
class EngineBus {
public:
    virtual ~EngineBus() = default;
    virtual void publish(const QByteArray& note) = 0;
    virtual void setReceiver(std::function<void(const QByteArray&)> receiver) = 0;
};

}  // namespace ports
}  // namespace tongdai
