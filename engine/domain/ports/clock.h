#pragma once

#include "engine/domain/conversation/message.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// Time as a seam, so that a test or the simulator can choose it. Lives on the engine loop.
class Clock {
public:
    virtual ~Clock() = default;
    /// UTC wall clock: for what is stored and shown.
    virtual TimePoint now() const = 0;
    /// Time since some start, also counting while the machine sleeps (CLOCK_BOOTTIME): for deadlines.
    virtual std::chrono::nanoseconds elapsed() const = 0;
    virtual QCoro::Task<void> sleep(std::chrono::milliseconds duration) = 0;
};

}  // namespace tongdai::ports
