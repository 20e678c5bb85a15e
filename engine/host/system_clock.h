#pragma once

#include "engine/domain/ports/clock.h"

namespace tongdai {

/// The machine's clocks. Engine loop.
class SystemClock final : public ports::Clock {
public:
    TimePoint now() const override;
    /// CLOCK_BOOTTIME: steady_clock and QElapsedTimer stand still while a laptop sleeps (guarantees 2.4).
    std::chrono::nanoseconds elapsed() const override;
    QCoro::Task<void> sleep(std::chrono::milliseconds duration) override;
};

}  // namespace tongdai
