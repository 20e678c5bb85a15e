#pragma once

#include "engine/domain/ports/clock.h"

#include <QHash>
#include <QObject>

#include <coroutine>

namespace tongdai {

/// The machine's clocks. Engine loop: made and used there.
class SystemClock final : public ports::Clock {
public:
    TimePoint now() const override;
    /// CLOCK_BOOTTIME: steady_clock and QElapsedTimer stand still while a laptop sleeps (guarantees 2.4).
    std::chrono::nanoseconds elapsed() const override;
    QCoro::Task<void> sleep(std::chrono::milliseconds duration) override;

    /// At the end of the engine: resumes whoever still sleeps, so that their coroutines can end.
    void wakeAll();

private:
    struct Sleep;
    void wake(quint64 sleeper);

    QObject m_context;  ///< its end forgets the timers
    QHash<quint64, std::coroutine_handle<>> m_sleepers;
    quint64 m_last = 0;
};

}  // namespace tongdai
