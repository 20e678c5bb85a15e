#pragma once

#include "engine/domain/conversation/conversation.h"

#include <array>
#include <optional>
#include <vector>

/// What lists of conversations and threads are asked for, and the pages that come back. Plain values, any thread.
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
    qint64 outboxWaiting = 0;
    qint64 outboxDead = 0;
    qint64 outboxUnknown = 0;
    std::vector<ConversationId> stuck;
    /// At work for half a second or more, longest first; bounded. By then a gate has been taken.
    std::vector<ConversationId> inWork;
};

}  // namespace tongdai
