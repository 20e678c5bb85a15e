#pragma once

#include "engine/domain/ids.h"

#include <QCoro/QCoroTask>

#include <chrono>
#include <optional>

#include <vector>

namespace tongdai {

struct AdminConversation;
struct Conversation;
struct ConversationPage;
struct ConversationQuery;
struct HistoryStats;
struct QueueCounts;
struct ThreadPage;
struct ThreadQuery;

struct HistoryEvent;
struct OutboxItem;
enum class OutboxState : quint8;

namespace ports {

/// Queries of the durable store. Called on the engine loop, run on a reader thread with a deadline; @throws StoreError.
class HistoryReader {
public:
    virtual ~HistoryReader() = default;
    virtual QCoro::Task<ConversationPage> conversations(ConversationQuery query) = 0;
    /// Of all queues: reads every conversation there is.
    virtual QCoro::Task<QueueCounts> queueCounts(OperatorId me) = 0;
    /// Of NeedsMe, Mine and Unassigned alone, the others being 0: reads only what is in a person's hands, however long
    /// the history.
    virtual QCoro::Task<QueueCounts> peopleCounts(OperatorId me) = 0;
    virtual QCoro::Task<std::optional<Conversation>> conversation(ConversationId id) = 0;
    /// Those of them that exist, in no particular order: what a desk asks after a batch of events.
    virtual QCoro::Task<std::vector<Conversation>> conversationsById(std::vector<ConversationId> ids) = 0;
    virtual QCoro::Task<ThreadPage> thread(ThreadQuery query) = 0;
    virtual QCoro::Task<std::vector<AdminConversation>> adminConversations(int limit) = 0;
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
