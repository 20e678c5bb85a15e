#pragma once

#include "engine/domain/conversation/chat_session.h"

#include <QCoro/QCoroTask>

namespace tongdai {

/// What the cache has of one session.
struct CachedChatSession {
    ChatSession session;             ///< from its hash; rev 0: written by another program
    int total = 0;                   ///< entries the session had when we wrote it
    int length = 0;                  ///< of the list, which is trimmed
    int corrupt = 0;                 ///< elements that could not be read
    std::vector<ChatEntry> entries;  ///< of the asked slice, oldest first

    /// Written by us and by nobody else since.
    bool isOurs() const { return session.rev > 0 && session.messageCount == total && corrupt == 0; }
};

/// How a saved entry met what was there.
enum class CacheSave : quint8 {
    Saved,
    Cold,         ///< what is there does not lead up to this entry: to be filled from the store
    Foreign,      ///< another program keeps this session there, and we know nothing of it
    Unavailable,  ///< cannot be asked, or the session was just erased
};

namespace ports {

/// The Redis copies of contracts/chat-history §2: lists, sets, hashes and daily counters that an older service reads
/// and writes as well. Never the record. Best effort: no call throws, none waits longer than the command time-out.
/// Lives on the engine loop.
class ChatSessionCache {
public:
    virtual ~ChatSessionCache() = default;

    /// One script: list, set, hash, counters.
    virtual QCoro::Task<CacheSave> save(EntryRecorded recorded, TimePoint now) = 0;
    /// A slice of the newest entries; `limit` 0: only the session, negative: all. Nothing: not there, or not to be
    /// asked.
    virtual QCoro::Task<std::optional<CachedChatSession>> find(SenderId user, ConversationId session, int skip,
                                                               int limit) = 0;
    /// Of each of these that is there, only the session. Nothing of those that are not, or cannot be asked for.
    virtual QCoro::Task<std::vector<CachedChatSession>> findAll(std::vector<ConversationId> sessions) = 0;
    /// Replaces what is there, unless that is newer. `entries` oldest first.
    virtual QCoro::Task<void> fill(ChatSession session, std::vector<ChatEntry> entries) = 0;
    /// Never makes a hash (defect 10).
    virtual QCoro::Task<void> archive(ConversationId session) = 0;
    /// The user's set. Nothing: cannot be asked.
    virtual QCoro::Task<std::optional<std::vector<ConversationId>>> sessionIds(SenderId user) = 0;
    /// Of a day of UTC (yyyy-MM-dd); all 0 when nothing was counted. Nothing: cannot be asked.
    virtual QCoro::Task<std::optional<ChatDayCounters>> dayCounters(QByteArray day) = 0;
    /// Takes sessions out, as if they had expired.
    virtual QCoro::Task<void> drop(SenderId user, std::vector<ConversationId> sessions) = 0;
};

}  // namespace ports
}  // namespace tongdai
