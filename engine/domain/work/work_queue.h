#pragma once

#include "engine/domain/conversation/conversation.h"
#include "engine/domain/conversation/conversation_lists.h"
#include "engine/domain/ports/store/history_reader.h"

namespace tongdai {

/// The one rule of which conversation stands in which tab (features A2). The history's queries and the live list
/// must agree with it, or a row would flicker between two answers.
///   NeedsMe     open, a person answers, the customer waits, and nobody else has it
///   Mine        open and assigned to me
///   Unassigned  open, a person should answer, nobody has it
///   WithBot     open and answered by the bot
bool belongsTo(const Conversation& conversation, WorkQueue queue, const OperatorId& me);

/// Name, id or last text contains the filter, tone-insensitively. `foldedFilter` is foldText() of what was typed.
bool matchesFilter(const Conversation& conversation, QStringView foldedFilter);

/// Total order of the list: whoever waits longest comes first (or the newest activity), ties by id.
struct ListKey {
    qint64 first = 0;   ///< LongestWaiting: waitingSince, or "never"; NewestActivity: minus lastActivity
    qint64 second = 0;  ///< LongestWaiting: minus lastActivity
    ConversationId id;
    friend bool operator==(const ListKey&, const ListKey&) = default;
    friend std::strong_ordering operator<=>(const ListKey&, const ListKey&) = default;
};
ListKey listKey(const Conversation& conversation, ListOrder order);

}  // namespace tongdai
