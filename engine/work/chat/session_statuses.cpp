#include "engine/work/chat/session_statuses.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

bool changesWhoAnswers(const HistoryEvent& event)
{
    return event.kind == "mode_changed"_L1 || event.kind == "assigned"_L1 || event.kind == "status_changed"_L1;
}

}  // namespace

QCoro::Task<std::optional<SessionStatus>> SessionStatuses::find(ConversationId session)
{
    using Look = ports::SessionStatusCache::Look;
    const ports::SessionStatusCache::Found found = co_await m_ports.cache.find(session);
    if (found.look == Look::Hit) {
        ++m_counts.hits;
        co_return found.status;
    }
    ++(found.look == Look::Miss ? m_counts.misses : m_counts.fallbacks);
    const std::optional<Conversation> row = co_await m_ports.reader.conversation(session);
    if (!row) co_return std::nullopt;
    const SessionStatus status = sessionStatusOf(*row);
    if (found.look == Look::Miss) co_await m_ports.cache.fill(status, m_ports.clock.now());
    co_return status;
}

void SessionStatuses::changed(const Change& change)
{
    if (!change.conversation || std::ranges::none_of(change.events, changesWhoAnswers)) return;
    m_ports.cache.replace(sessionStatusOf(*change.conversation), m_ports.clock.now());
}

}  // namespace tongdai
