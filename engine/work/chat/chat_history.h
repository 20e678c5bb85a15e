#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/chat_session_cache.h"
#include "engine/domain/ports/live/live_state.h"
#include "engine/domain/ports/store/chat_session_store.h"
#include "engine/domain/work/task_scope.h"

#include <QDate>
#include <QSet>

#include <memory>

namespace tongdai {

/// Who calls the history API: claims of a verified token.
struct ChatCaller {
    SenderId user;
    bool isAdmin = false;
    bool isService = false;  ///< may sync for any user

    bool mayRead(const SenderId& owner) const { return isAdmin || (!user.isEmpty() && user == owner); }
    bool mayWriteFor(const SenderId& owner) const { return isService || mayRead(owner); }
};

struct ChatPageRequest {
    SenderId user;
    ConversationId session;
    int page = 1;
    int pageSize = 20;
    std::optional<Ticks> from;
    std::optional<Ticks> to;
};

struct NoAccess {};
struct NoSuchSession {};
struct ChatPage {
    ChatSession session;
    ChatEntryPage page;
};

/// The chat-history API (contracts/chat-history §1), with its check order and without its defects (§3). The store is
/// the record; Redis is a copy that is used where it agrees with the store, or alone while the store is away.
/// Engine loop. @throws StoreError when neither can answer.
class ChatHistory {
public:
    struct Ports {
        ports::Clock& clock;
        ports::ChatSessionStore& store;
        ports::ChatSessionCache& cache;
        ports::LiveState& live;
    };
    ChatHistory(Ports ports, ChatHistoryLimits limits);
    ~ChatHistory();

    using PageResult = std::variant<ChatPage, NoAccess, NoSuchSession>;
    QCoro::Task<PageResult> page(ChatCaller caller, ChatPageRequest request);
    using SessionsResult = std::variant<std::vector<ChatSession>, NoAccess>;
    QCoro::Task<SessionsResult> sessions(ChatCaller caller, SenderId user);
    using SessionResult = std::variant<ChatSession, NoAccess, NoSuchSession>;
    QCoro::Task<SessionResult> session(ChatCaller caller, ConversationId id);
    using ArchiveResult = std::variant<ChatSession, NoAccess, NoSuchSession>;
    QCoro::Task<ArchiveResult> archive(ChatCaller caller, ConversationId id);
    /// Recorded and known alike are success.
    using SyncResult = std::variant<EntryRecorded, EntryKnown, EntryIdReused, NoAccess, SessionArchived>;
    QCoro::Task<SyncResult> sync(ChatCaller caller, ChatEntry entry, bool hasTime);

    /// What was synced on a day of UTC, as the counters in Redis have it: of everybody for an administrator and a
    /// service, otherwise of the caller alone. @throws StoreError while Redis is away
    QCoro::Task<ChatDayCounters> dayCounters(ChatCaller caller, QDate day);

    const ChatHistoryLimits& limits() const { return m_limits; }

private:
    QCoro::Task<std::optional<ChatSession>> findSession(ConversationId id);
    QCoro::Task<std::optional<ChatPage>> pageOf(ChatPageRequest request);
    QCoro::Task<std::optional<ChatPage>> pageFromCacheAlone(ChatPageRequest request, StoreError trouble);
    QCoro::Task<bool> adopt(SenderId user, ConversationId session, bool isNew);
    QCoro::Task<std::vector<ChatSession>> withArchivesOfOthers(std::vector<ChatSession> sessions,
                                                               std::vector<CachedChatSession> cached);
    QCoro::Task<RecordEntryOutcome> record(ChatEntry entry, bool hasTime);
    QCoro::Task<void> copyToCache(EntryRecorded recorded);
    QCoro::Task<void> fill(ConversationId id);

    Ports m_ports;
    ChatHistoryLimits m_limits;
    QSet<ConversationId> m_filling;
    TaskScope m_scope;
};

}  // namespace tongdai
