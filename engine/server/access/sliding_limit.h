#pragma once

#include "engine/domain/rate_answer.h"

#include <QHash>

#include <chrono>
#include <deque>

namespace tongdai {

/// At most so many acts of one name in any window of time, in this process alone (security S40). Forgets names by
/// itself. Engine loop.
class SlidingLimit {
public:
    /// `acts` 0: any number, and none is counted.
    SlidingLimit(int acts, std::chrono::nanoseconds window) : m_acts(acts), m_window(window) {}

    /// A refused act does not count.
    RateAnswer ask(const QByteArray& name, std::chrono::nanoseconds now);
    bool admit(const QByteArray& name, std::chrono::nanoseconds now) { return ask(name, now).isAllowed; }

private:
    void forgetOld(std::chrono::nanoseconds now);

    int m_acts;
    std::chrono::nanoseconds m_window;
    QHash<QByteArray, std::deque<std::chrono::nanoseconds>> m_times;
    std::chrono::nanoseconds m_sweptAt{};
};

}  // namespace tongdai
