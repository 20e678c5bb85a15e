#include "engine/state/local/sliding_charges.h"

#include <algorithm>

namespace tongdai {

RateAnswer SlidingCharges::charge(const SenderId& sender, const MessageId& message, std::chrono::nanoseconds now)
{
    forgetOld(now);
    std::deque<Charged>& charged = m_charged[sender];
    while (!charged.empty() && charged.front().at + m_window <= now)
        charged.pop_front();
    // Newest first: a repetition follows its first delivery closely.
    const bool isKnown = std::any_of(charged.rbegin(), charged.rend(),
                                     [&message](const Charged& each) { return each.message == message; });
    RateAnswer answer;
    if (!isKnown && int(charged.size()) >= m_most) {
        answer.isAllowed = false;
        answer.retryAfter = std::chrono::ceil<std::chrono::milliseconds>(charged.front().at + m_window - now);
    } else if (!isKnown) {
        charged.push_back({now, message});
    }
    return answer;
}

/// Once in a window, so that the cost is spread over the messages of that window.
void SlidingCharges::forgetOld(std::chrono::nanoseconds now)
{
    if (now - m_sweptAt < m_window) return;
    m_sweptAt = now;
    m_charged.removeIf(
        [&](const auto& entry) { return entry.value().empty() || entry.value().back().at + m_window <= now; });
}

}  // namespace tongdai
