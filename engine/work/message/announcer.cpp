#include "engine/work/message/announcer.h"

#include "engine/domain/ports/clock.h"
#include "engine/work/claims/shown_state.h"
#include "engine/work/message/pipeline_events.h"

#include <iterator>

namespace tongdai {

void Announcer::tellDesk(const Change& change)
{
    m_ports.events.changed(change);
    if (m_hear && change.conversation) m_hear(*change.conversation);
}

void Announcer::tellAll(Change change)
{
    tellDesk(change);
    m_waiting.insert(m_waiting.end(), std::make_move_iterator(change.events.begin()),
                     std::make_move_iterator(change.events.end()));
    if (!m_waiting.empty() && !m_isTelling) tellWhatWaits();
}

QCoro::Task<void> Announcer::tellWhatWaits()
{
    const WorkCount::Guard busy(m_work);
    m_isTelling = true;
    co_await m_ports.clock.sleep(std::chrono::milliseconds(0));
    m_isTelling = false;
    if (m_waiting.empty()) co_return;  // went along with something else
    SettleRequest request;
    request.conversation = m_waiting.front().conversation;
    settle(std::move(request));
}

void Announcer::tellAccepted(const Accepted& accepted)
{
    m_ports.events.changed(Change{accepted.conversation, {accepted.message}, accepted.events});
    if (m_hear) m_hear(accepted.conversation);
    show(shownAccepted(accepted, m_ports.clock.now()));
}

void Announcer::show(SettleRequest request)
{
    settle(std::move(request));
}

QCoro::Task<void> Announcer::settle(SettleRequest request)
{
    const WorkCount::Guard busy(m_work);
    request.events.insert(request.events.begin(), std::make_move_iterator(m_waiting.begin()),
                          std::make_move_iterator(m_waiting.end()));
    m_waiting.clear();
    co_await m_ports.live.settle(std::move(request));
}

}  // namespace tongdai
