#include "engine/work/claims/claim_trail.h"

#include <QSet>

#include <algorithm>

namespace tongdai {

namespace {

bool isUsual(ClaimAct act)
{
    return act == ClaimAct::Granted || act == ClaimAct::Renewed || act == ClaimAct::Released;
}

}  // namespace

void ClaimTrail::claimNoted(const ClaimEvent& event)
{
    if (event.act == ClaimAct::TakenOver) {
        Fence& known = m_persons[event.conversation];
        if (known == event.fence) return;
        known = event.fence;
    }
    forgetBefore(event.at - kKept);
    if (m_events.size() >= kMost) m_events.pop_front();
    m_events.push_back(event);
    ++m_noted;
    follow(event);
    if (m_unwritten.size() < kUnwritten || !isUsual(event.act))
        m_unwritten.push_back(event);
    else
        ++m_leftOut;
    // Nobody takes them: Redis is away. What stands in memory is enough then.
    if (m_unwritten.size() > 2 * kUnwritten) m_unwritten.erase(m_unwritten.begin());
}

void ClaimTrail::follow(const ClaimEvent& event)
{
    if (event.act == ClaimAct::Forced || event.act == ClaimAct::TakenOver) {
        m_open.removeIf([&event](const auto& open) { return open.value().conversation == event.conversation; });
    } else if (event.act == ClaimAct::Granted) {
        m_open.insert(event.owner, {event.conversation, event.fence, event.at, event.at, 0});
    } else if (event.act == ClaimAct::Renewed) {
        const auto found = m_open.find(event.owner);
        if (found == m_open.end()) return;
        found->renewedAt = event.at;
        ++found->renewals;
    } else {
        m_open.remove(event.owner);
    }
}

void ClaimTrail::forgetBefore(TimePoint time)
{
    const bool isAnythingOld = !m_events.empty() && m_events.front().at < time;
    while (!m_events.empty() && m_events.front().at < time) {
        const ClaimEvent& old = m_events.front();
        if (old.act == ClaimAct::TakenOver && m_persons.value(old.conversation) == old.fence)
            m_persons.remove(old.conversation);
        m_events.pop_front();
    }
    if (!isAnythingOld) return;
    // Holders that died never say that they let go.
    m_open.removeIf([time](const auto& open) { return open.value().renewedAt < time; });
}

void ClaimTrail::forget(const std::vector<ConversationId>& conversations)
{
    const QSet<ConversationId> gone(conversations.begin(), conversations.end());
    const auto isGone = [&gone](const ClaimEvent& event) { return gone.contains(event.conversation); };
    std::erase_if(m_events, isGone);
    std::erase_if(m_unwritten, isGone);
    m_open.removeIf([&gone](const auto& open) { return gone.contains(open.value().conversation); });
    for (const ConversationId& conversation : conversations)
        m_persons.remove(conversation);
}

std::vector<ClaimEvent> ClaimTrail::of(const ConversationId& conversation) const
{
    std::vector<ClaimEvent> events;
    std::ranges::copy_if(m_events, std::back_inserter(events),
                         [&](const ClaimEvent& event) { return event.conversation == conversation; });
    return events;
}

std::vector<ClaimEvent> ClaimTrail::remarkable(size_t most) const
{
    std::vector<ClaimEvent> events;
    for (auto event = m_events.rbegin(); event != m_events.rend() && events.size() < most; ++event) {
        if (!isUsual(event->act) && event->act != ClaimAct::Expired) events.push_back(*event);
    }
    return events;
}

std::vector<ClaimTrail::Ended> ClaimTrail::ended(size_t most) const
{
    std::vector<Ended> ended;
    QHash<OwnerId, size_t> placeOf;
    QSet<ConversationId> known;
    size_t looked = 0;
    for (auto event = m_events.rbegin(); event != m_events.rend() && looked < kLookedBack; ++event, ++looked) {
        if (event->act == ClaimAct::Granted) {
            const auto place = placeOf.constFind(event->owner);
            if (place != placeOf.constEnd()) ended[*place].since = event->at;
        }
        if (event->act != ClaimAct::Released || ended.size() >= most || known.contains(event->conversation)) continue;
        known.insert(event->conversation);
        placeOf.insert(event->owner, ended.size());
        ended.push_back({event->conversation, event->owner, event->fence, std::nullopt, event->at});
    }
    return ended;
}

const ClaimTrail::Open* ClaimTrail::open(const OwnerId& owner) const
{
    const auto found = m_open.constFind(owner);
    return found == m_open.constEnd() ? nullptr : &*found;
}

std::vector<ClaimEvent> ClaimTrail::takeUnwritten()
{
    return std::exchange(m_unwritten, {});
}

}  // namespace tongdai
