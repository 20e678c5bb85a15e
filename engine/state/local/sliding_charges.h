#pragma once

#include "engine/domain/ids.h"
#include "engine/domain/rate_answer.h"

#include <QHash>

#include <chrono>
#include <deque>

namespace tongdai {

/// Messages of senders in any window of time, in this process alone (guarantees 2.10). A refused message does not
/// count, an id that is counted is not counted again. Engine loop.
class SlidingCharges {
public:
    SlidingCharges(int most, std::chrono::nanoseconds window) : m_most(most), m_window(window) {}

    RateAnswer charge(const SenderId& sender, const MessageId& message, std::chrono::nanoseconds now);

private:
    struct Charged {
        std::chrono::nanoseconds at{};
        MessageId message;
    };
    void forgetOld(std::chrono::nanoseconds now);

    int m_most;
    std::chrono::nanoseconds m_window;
    QHash<SenderId, std::deque<Charged>> m_charged;
    std::chrono::nanoseconds m_sweptAt{};
};

}  // namespace tongdai
