#include "engine/host/locks/plan_recorder.h"

#include <QJsonArray>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

PlanRecorder::PlanRecorder(redis::PlanStates& states, const ports::Clock& clock)
    : m_states(states), m_clock(clock), m_timer(this)
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &PlanRecorder::write);
}

void PlanRecorder::stop()
{
    m_timer.stop();
    write();
}

void PlanRecorder::sendBegun(const OutboxItem& item, const OwnerId& owner)
{
    const Key key(item.conversation, item.ord);
    if (m_unwritten.size() >= kMostUnwritten && !m_open.contains(key)) {
        ++m_leftOut;
        return;
    }
    redis::NotedPlan plan;
    plan.conversation = item.conversation;
    plan.ord = item.ord;
    plan.state = OutboxState::Sending;
    plan.owner = owner;
    plan.fence = item.fence;
    plan.tries = item.attempts;
    plan.at = m_clock.now();
    const QJsonArray actions = item.body.value("actions"_L1).toArray();
    for (const QJsonValue& action : actions)
        plan.actions << action.toObject().value("type"_L1).toString();
    m_unwritten[key] = std::move(plan);
}

void PlanRecorder::changed(const Change& change)
{
    for (const HistoryEvent& event : change.events) {
        if (event.kind == "outbox"_L1) noteEnd(event);
    }
}

void PlanRecorder::noteEnd(const HistoryEvent& event)
{
    const Key key(event.conversation, event.rev);
    const auto known = m_unwritten.find(key);
    const bool isRoom = m_unwritten.size() < kMostUnwritten || m_open.contains(key);
    if (known == m_unwritten.end() && !isRoom) return;
    redis::NotedPlan& plan = m_unwritten[key];
    plan.conversation = event.conversation;
    plan.ord = event.rev;
    plan.state = OutboxState(event.data.value("state"_L1).toInt());
    plan.owner = {};
    plan.at = m_clock.now();
}

void PlanRecorder::write()
{
    if (m_unwritten.empty() || !m_states.canWrite())
        return;  // kept until Redis is here again, as many as there is room for
    std::vector<redis::NotedPlan> plans;
    plans.reserve(m_unwritten.size());
    for (const auto& [key, plan] : m_unwritten)
        plans.push_back(plan);
    if (!m_states.write(plans)) return;
    for (const auto& [key, plan] : m_unwritten) {
        const bool isOpen = plan.state == OutboxState::Sending || plan.state == OutboxState::Waiting;
        if (!isOpen)
            m_open.remove(key);
        else if (m_open.size() < kMostOpen)
            m_open.insert(key);
    }
    m_unwritten.clear();
}

void PlanRecorder::forget(const std::vector<ConversationId>& conversations)
{
    const QSet<ConversationId> gone(conversations.begin(), conversations.end());
    std::erase_if(m_unwritten, [&gone](const auto& each) { return gone.contains(each.first.first); });
    m_open.removeIf([&gone](const Key& key) { return gone.contains(key.first); });
}

}  // namespace tongdai
