#include "engine/server/access/sliding_limit.h"

namespace tongdai {

RateAnswer SlidingLimit::ask(const QByteArray& name, std::chrono::nanoseconds now)
{
    if (m_acts <= 0) return {};
    forgetOld(now);
    auto& times = m_times[name];
    while (!times.empty() && times.front() <= now - m_window)
        times.pop_front();
    if (int(times.size()) >= m_acts) {
        RateAnswer refused;
        refused.isAllowed = false;
        refused.retryAfter = std::chrono::ceil<std::chrono::milliseconds>(times.front() + m_window - now);
        return refused;
    }
    times.push_back(now);
    return {};
}

/// Once in a window, so that the cost is spread over the acts of that window.
void SlidingLimit::forgetOld(std::chrono::nanoseconds now)
{
    if (now - m_sweptAt < m_window) return;
    m_sweptAt = now;
    m_times.removeIf(
        [&](const auto& entry) { return entry.value().empty() || entry.value().back() <= now - m_window; });
}

}  // namespace tongdai
