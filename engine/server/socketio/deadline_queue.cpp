#include "engine/server/socketio/deadline_queue.h"

namespace tongdai::engineio {

using namespace std::chrono;

DeadlineQueue::DeadlineQueue(QObject* parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);  // coarse ones are 5 % off: the heartbeat's bounds are tighter
    connect(&m_timer, &QTimer::timeout, this, &DeadlineQueue::run);
}

DeadlineQueue::Ticket DeadlineQueue::add(SteadyTime due, Call call)
{
    const Ticket ticket{due, m_nextId++};
    m_calls.emplace(ticket, std::move(call));
    if (due < m_armedFor) arm();
    return ticket;
}

void DeadlineQueue::arm()
{
    if (m_calls.empty()) return;
    m_armedFor = m_calls.begin()->first.first;
    m_timer.start(std::max(ceil<milliseconds>(m_armedFor - steady_clock::now()), 0ms));
}

void DeadlineQueue::run()
{
    // A removed deadline leaves the timer running: waking for nothing is cheaper than a restart for each removal.
    const SteadyTime now = steady_clock::now();
    while (!m_calls.empty() && m_calls.begin()->first.first <= now) {
        auto node = m_calls.extract(m_calls.begin());
        node.mapped()();
    }
    m_armedFor = SteadyTime::max();
    arm();
}

void Deadline::set(SteadyTime due, DeadlineQueue::Call call)
{
    clear();
    m_ticket = m_queue.add(due, [this, call = std::move(call)] {
        m_ticket = {};
        call();
    });
}

void Deadline::clear()
{
    if (isSet()) m_queue.remove(m_ticket);
    m_ticket = {};
}

}  // namespace tongdai::engineio
