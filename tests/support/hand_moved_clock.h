#pragma once

#include "engine/domain/ports/clock.h"

#include <chrono>

namespace tongdai::testing {

/// A clock that a test moves: `at` has passed since the start, and the wall clock stands. Nobody sleeps.
class HandMovedClock final : public ports::Clock {
public:
    TimePoint now() const override { return TimePoint(std::chrono::seconds(1'763'712'000)); }
    std::chrono::nanoseconds elapsed() const override { return at; }
    QCoro::Task<void> sleep(std::chrono::milliseconds) override { co_return; }

    std::chrono::nanoseconds at = std::chrono::hours(1);
};

}  // namespace tongdai::testing
