#pragma once

#include <QHash>

#include <chrono>
#include <deque>

namespace tongdai {

/// At most so many acts of one name in any window of time, in this process alone (security S40). Forgets names by
/// itself. Engine loop.
class SlidingLimit {
public:
    SlidingLimit(int acts, std::chrono::nanoseconds window) : m_acts(acts), m_window(window) {}

    /// False: over the limit; the refused act does not count.
    bool admit(const QByteArray& name, std::chrono::nanoseconds now);

private:
    void forgetOld(std::chrono::nanoseconds now);

    int m_acts;
    std::chrono::nanoseconds m_window;
    QHash<QByteArray, std::deque<std::chrono::nanoseconds>> m_times;
    std::chrono::nanoseconds m_sweptAt{};
};

}  // namespace tongdai
