#include "engine/work/announcer.h"

namespace tongdai {

void Announcer::tellAll(Change change)
{
    m_ports.events.changed(change);
    if (!change.events.empty()) append(std::move(change.events));
}

QCoro::Task<void> Announcer::append(std::vector<HistoryEvent> events)
{
    const WorkCount::Guard busy(m_work);
    SettleRequest request;
    request.conversation = events.front().conversation;
    request.events = std::move(events);
    co_await m_ports.live.settle(std::move(request));
}

}  // namespace tongdai
