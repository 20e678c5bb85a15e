#include "engine/work/announcer.h"

#include "engine/work/shown_state.h"

namespace tongdai {

void Announcer::tellAll(Change change)
{
    m_ports.events.changed(change);
    if (change.events.empty()) return;
    SettleRequest request;
    request.conversation = change.events.front().conversation;
    request.events = std::move(change.events);
    settle(std::move(request));
}

void Announcer::tellAccepted(const Accepted& accepted)
{
    m_ports.events.changed(Change{accepted.conversation, {accepted.message}, accepted.events});
    show(shownAccepted(accepted, m_ports.clock.now()));
}

void Announcer::show(SettleRequest request)
{
    settle(std::move(request));
}

QCoro::Task<void> Announcer::settle(SettleRequest request)
{
    const WorkCount::Guard busy(m_work);
    co_await m_ports.live.settle(std::move(request));
}

}  // namespace tongdai
