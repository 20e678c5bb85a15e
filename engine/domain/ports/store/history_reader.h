#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/conversation/outbox.h"
#include "engine/domain/conversation/turn.h"
#include "engine/domain/people/sight.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

#include <array>
#include <vector>

namespace tongdai {

/// The tabs of the Live page (features A2).
enum class WorkQueue : quint8 { NeedsMe = 0, Mine = 1, Unassigned = 2, WithBot = 3, Closed = 4, All = 5 };
inline constexpr int kWorkQueueCount = 6;

enum class ListOrder : quint8 { LongestWaiting = 0, NewestActivity = 1 };

struct ConversationQuery {
    WorkQueue queue = WorkQueue::All;
    OperatorId me;
    ListOrder order = ListOrder::LongestWaiting;
    QString filter;  ///< name, id or last text, tone-insensitive; empty: all
    int offset = 0;  ///< rows already loaded by a list that grows at its end
    int limit = 500;
    InSight sight = {};
};
struct ConversationPage {
    std::vector<Conversation> rows;
    bool hasMore = false;
};
struct QueueCounts {
    std::array<int, kWorkQueueCount> of{};
    friend bool operator==(const QueueCounts&, const QueueCounts&) = default;
};

struct ThreadQuery {
    ConversationId conversation;
    std::optional<qint64> beforeRev;  ///< keyset: lines with a smaller rev; absent: the newest
    std::optional<qint64> afterRev;   ///< lines with a greater rev (catching up)
    int limit = 100;
    std::optional<MessageId> fromMessage = {};  ///< this line and those behind it; none where it is not there
};
struct ThreadPage {
    std::vector<StoredMessage> lines;  ///< oldest first
    bool hasMore = false;
};

struct AdminConversation {
    Conversation conversation;
    int contextSize = 0;
};
struct HistoryStats {
    qint64 conversations = 0;
    qint64 recent = 0;  ///< last message within 1 h
    qint64 old = 0;     ///< older than MAX_CONVERSATION_AGE_HOURS
    qint64 processing = 0;
    qint64 messages = 0;
    qint64 pending = 0;
    std::optional<TimePoint> pendingSince = {};  ///< of the message that waits longest
    int mostAttempts = 0;                        ///< of those at a conversation that waits
    qint64 outboxWaiting = 0;
    qint64 outboxDead = 0;
    qint64 outboxUnknown = 0;
    std::vector<ConversationId> stuck;
    /// At work for half a second or more, longest first; bounded. By then a gate has been taken.
    std::vector<ConversationId> inWork;
};

namespace ports {

/// Queries of the durable store. Called on the engine loop, run on a reader thread with a deadline; @throws StoreError.
class HistoryReader {
public:
    virtual ~HistoryReader() = default;
    virtual QCoro::Task<ConversationPage> conversations(ConversationQuery query) = 0;
    /// Of all queues: reads every conversation there is.
    virtual QCoro::Task<QueueCounts> queueCounts(OperatorId me, InSight sight) = 0;
    /// Messages of customers accepted since then; counting stops at `most`.
    virtual QCoro::Task<qint64> messagesSince(TimePoint since, qint64 most) = 0;
    /// Of NeedsMe, Mine and Unassigned alone, the others being 0: reads only what is in a person's hands, however long
    /// the history.
    virtual QCoro::Task<QueueCounts> peopleCounts(OperatorId me, InSight sight) = 0;
    virtual QCoro::Task<std::optional<Conversation>> conversation(ConversationId id) = 0;
    /// Those of them that exist, in no particular order: what a desk asks after a batch of events.
    virtual QCoro::Task<std::vector<Conversation>> conversationsById(std::vector<ConversationId> ids) = 0;
    virtual QCoro::Task<ThreadPage> thread(ThreadQuery query) = 0;
    virtual QCoro::Task<std::vector<AdminConversation>> adminConversations(int limit, InSight sight) = 0;
    virtual QCoro::Task<HistoryStats> stats(std::chrono::hours oldAfter, std::chrono::seconds stuckAfter) = 0;
    virtual QCoro::Task<std::vector<HistoryEvent>> eventsAfter(qint64 id, int limit) = 0;
    virtual QCoro::Task<qint64> newestEventId() = 0;
    /// Whether anything of the sample shop is there. All its conversations have ids that begin with "sample-".
    virtual QCoro::Task<bool> hasSample() = 0;
    virtual QCoro::Task<std::vector<OutboxItem>> outbox(std::vector<OutboxState> states, int limit) = 0;
};

/// One draft per conversation, on this computer (features B1). @throws StoreError
class DraftStore {
public:
    virtual ~DraftStore() = default;
    struct Draft {
        ConversationId conversation;
        QString text;
        bool isNote = false;
    };
    virtual QCoro::Task<void> saveDraft(OperatorId author, Draft draft) = 0;
    /// Only where the author has none there; says whether it was saved.
    virtual QCoro::Task<bool> saveDraftIfNone(OperatorId author, Draft draft) = 0;
    virtual QCoro::Task<std::vector<Draft>> drafts(OperatorId author) = 0;
};

}  // namespace ports
}  // namespace tongdai
