#include "engine/domain/work/work_queue.h"

#include "engine/domain/conversation/conversation_lists.h"
#include "engine/domain/text/fold_text.h"

#include <limits>

namespace tongdai {

bool belongsTo(const Conversation& c, WorkQueue queue, const OperatorId& me)
{
    const bool open = c.status == ConversationStatus::Active;
    const bool human = c.mode == BotMode::Human;
    switch (queue) {
        case WorkQueue::NeedsMe: return open && human && c.waitingSince && (c.assignee.isEmpty() || c.assignee == me);
        case WorkQueue::Mine: return open && !c.assignee.isEmpty() && c.assignee == me;
        case WorkQueue::Unassigned: return open && human && c.assignee.isEmpty();
        case WorkQueue::WithBot: return open && !human;
        case WorkQueue::Closed: return !open;
        case WorkQueue::All: return true;
    }
    return false;
}

bool matchesFilter(const Conversation& c, QStringView foldedFilter)
{
    if (foldedFilter.isEmpty()) return true;
    return foldText(c.customerName).contains(foldedFilter) || foldText(c.id.toString()).contains(foldedFilter) ||
           foldText(c.lastText).contains(foldedFilter);
}

ListKey listKey(const Conversation& c, ListOrder order)
{
    const qint64 newestFirst = -c.lastActivity.time_since_epoch().count();
    if (order == ListOrder::NewestActivity) return {newestFirst, 0, c.id};
    const qint64 waiting =
        c.waitingSince ? c.waitingSince->time_since_epoch().count() : std::numeric_limits<qint64>::max();
    return {waiting, newestFirst, c.id};
}

}  // namespace tongdai
