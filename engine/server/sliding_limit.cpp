#include "engine/server/sliding_limit.h"

namespace tongdai {

bool SlidingLimit::admit(const QByteArray& name, std::chrono::nanoseconds now)
{
    forgetOld(now);
    auto& times = m_times[name];
    while (!times.empty() && times.front() <= now - m_window)
        times.pop_front();
    if (int(times.size()) >= m_acts) return false;
    times.push_back(now);
    return true;
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
