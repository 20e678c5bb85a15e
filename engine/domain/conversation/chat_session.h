#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ports/store/history_event.h"

#include <cmath>
#include <map>
#include <optional>
#include <variant>
#include <vector>

namespace tongdai {

/// 100 ns steps since 1970, UTC: the grain of the times in the chat-history contract (up to seven digits).
using Ticks = qint64;
inline constexpr Ticks kTicksPerMillisecond = 10'000;
inline Ticks toTicks(TimePoint t)
{
    return t.time_since_epoch().count() * kTicksPerMillisecond;
}
/// Seconds since 1970, to the microsecond: a double of today has a grain of a quarter one; a tick would show its noise.
inline Ticks toTicks(double seconds)
{
    return qint64(std::llround(seconds * 1e6)) * 10;
}
inline TimePoint fromTicks(Ticks ticks)
{
    return TimePoint(std::chrono::milliseconds(ticks / kTicksPerMillisecond));
}

/// A question with its answer, the "message" of contracts/chat-history §1. Either half may be missing.
struct ChatEntry {
    MessageId messageId;
    SenderId user;
    ConversationId session;
    std::optional<QString> userMessage;
    std::optional<QString> aiResponse;
    Ticks at = 0;  ///< the sender's clock
    QJsonObject metadata;
    /// Brought by its user, who speaks for no id but those nobody else uses; a service speaks for every id it names.
    bool isUsersOwn = false;
};

/// SHA-256 over what makes it this entry; `at` only when the caller gave it, so that a repetition without a time is
/// still a repetition. Parts are length-prefixed.
QByteArray hashEntry(const ChatEntry& entry, bool hasTime);

enum class ChatSessionStatus : quint8 { Active, Closed, Archived };

/// A conversation as the chat-history API shows it.
struct ChatSession {
    ConversationId id;
    SenderId user;
    Ticks createdAt = 0;     ///< time of its first message
    Ticks lastActivity = 0;  ///< time of its newest message, not of its sync
    int messageCount = 0;    ///< entries
    ChatSessionStatus status = ChatSessionStatus::Active;
    qint64 rev = 0;  ///< grows with every visible change: what a cache compares
};

struct ChatEntryQuery {
    ConversationId session;
    std::optional<Ticks> from;  ///< inclusive
    std::optional<Ticks> to;    ///< inclusive
    int skip = 0;               ///< entries newer than the page
    int limit = 20;
};
struct ChatEntryPage {
    std::vector<ChatEntry> entries;  ///< oldest first; the newest page is the first
    int total = 0;                   ///< of all that match
};

/// ChatSettings of contracts/chat-history §2, enforced.
/// Counters of one day, as an older service keeps them (contracts/chat-history §2).
struct ChatDayCounters {
    qint64 messages = 0;
    qint64 aiResponses = 0;
    std::map<SenderId, qint64> byUser;
};

struct ChatHistoryLimits {
    int maxSessionsPerUser = 100;
    int pageSize = 20;
    std::chrono::hours cacheLife{24 * 30};  ///< MaxHistoryDays: life of the Redis copies
    int maxCachedEntries = 500;             ///< of one session; older ones are read from the store
    std::chrono::hours analyticsLife{24 * 400};
};

/// Outcomes of recording one entry.
struct EntryRecorded {
    ChatSession session;                  ///< as it is now
    ChatEntry entry;                      ///< as it was stored: its time is not ahead of our clock
    qint64 revBefore = 0;                 ///< the session's rev without it
    bool isNewest = true;                 ///< false: it belongs before others
    std::vector<ConversationId> evicted;  ///< sessions that made room
    std::vector<HistoryEvent> events;
};
struct EntryKnown {};            ///< the same entry was recorded before
struct EntryIdReused {};         ///< another entry has its message id
struct SessionOfSomeoneElse {};  ///< the session id belongs to another user
struct SessionArchived {};       ///< must be made active again before anything is added
struct SessionErased {};         ///< an old copy of something that was erased
using RecordEntryOutcome =
    std::variant<EntryRecorded, EntryKnown, EntryIdReused, SessionOfSomeoneElse, SessionArchived, SessionErased>;

}  // namespace tongdai
