#pragma once

#include "engine/domain/ports/live/chat_live.h"
#include "engine/state/local/local_chat_live.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/live/presence_store.h"
#include "engine/state/redis/live/rate_limiter.h"
#include "engine/state/redis/live/typing_store.h"
#include "engine/state/redis/queue/offline_queue.h"

namespace tongdai::redis {

/// Chats' live state in Redis, with this process alone in its place while Redis is away. Lives on the engine loop; the
/// connection, the health and the local one must live as long as this.
class RedisChatLive final : public ports::ChatLive {
public:
    RedisChatLive(Connection& connection, const Health& health, LocalChatLive& local, ports::RateLimits& rates);

    QCoro::Task<void> touch(std::vector<UserSocket> sockets) override;
    QCoro::Task<bool> drop(UserSocket socket) override;
    QCoro::Task<std::vector<SenderId>> sweep() override;
    QCoro::Task<QHash<SenderId, Presence>> presenceOf(std::vector<SenderId> users) override;
    QCoro::Task<bool> startTyping(ConversationId thread, SenderId user) override;
    QCoro::Task<bool> stopTyping(ConversationId thread, SenderId user) override;
    QCoro::Task<RateAnswer> charge(SenderId user, MessageId message) override;
    QCoro::Task<qint64> pushOffline(SenderId user, QByteArray entry) override;
    QCoro::Task<std::vector<QByteArray>> offlineEntries(SenderId user) override;
    QCoro::Task<void> removeOffline(SenderId user, std::vector<QByteArray> entries) override;
    QCoro::Task<void> cacheThread(ConversationId thread, QByteArray summary) override;

private:
    Connection& m_connection;
    const Health& m_health;
    LocalChatLive& m_local;
    PresenceStore m_presence;
    TypingStore m_typing;
    OfflineQueue m_offline;
    ports::RateLimits& m_rates;
};

}  // namespace tongdai::redis
