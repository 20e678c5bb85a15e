#pragma once

#include "engine/domain/ports/live/chat_session_cache.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/script.h"

namespace tongdai::redis {

/// ports::ChatSessionCache in a Redis that an older service may share: its lists, sets, hashes and counters
/// (contracts/chat-history §2), written in one script each, read in either spelling. Lives on the engine loop; both
/// collaborators must live as long as this.
class ChatSessionCache final : public ports::ChatSessionCache {
public:
    ChatSessionCache(Connection& connection, Health& health, ChatHistoryLimits limits);

    QCoro::Task<CacheSave> save(EntryRecorded recorded, TimePoint now) override;
    QCoro::Task<std::optional<CachedChatSession>> find(SenderId user, ConversationId session, int skip,
                                                       int limit) override;
    QCoro::Task<std::vector<CachedChatSession>> findAll(std::vector<ConversationId> sessions) override;
    QCoro::Task<void> fill(ChatSession session, std::vector<ChatEntry> entries) override;
    QCoro::Task<void> archive(ConversationId session) override;
    QCoro::Task<std::optional<std::vector<ConversationId>>> sessionIds(SenderId user) override;
    QCoro::Task<std::optional<ChatDayCounters>> dayCounters(QByteArray day) override;
    QCoro::Task<void> drop(SenderId user, std::vector<ConversationId> sessions) override;

private:
    bool mayWrite() const { return m_health.canWrite(); }
    bool mayRead() const { return m_health.canRead(); }

    Connection& m_connection;
    Health& m_health;
    ChatHistoryLimits m_limits;
    Script m_save{"history_save"};
    Script m_fill{"history_fill"};
    Script m_archive{"history_archive"};
};

}  // namespace tongdai::redis
