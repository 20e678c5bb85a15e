#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/work/one_shot.h"

#include <memory>

namespace tongdai {

/// A sleep that somebody can cut short: what every loop and every back-off waits on. A wake-up while nobody sleeps is
/// kept for the next wait, so none is lost. One waiter at a time. Engine loop.
class Pause {
public:
    explicit Pause(ports::Clock& clock) : m_clock(clock) {}

    QCoro::Task<void> wait(std::chrono::milliseconds duration);
    void wake();

private:
    ports::Clock& m_clock;
    std::shared_ptr<OneShot<bool>> m_sleep;
    bool m_woken = false;
};

}  // namespace tongdai
