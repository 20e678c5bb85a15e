#include "engine/host/machine/system_clock.h"

#include <QTimer>

#include <ctime>

namespace tongdai {

struct SystemClock::Sleep {
    SystemClock* clock;
    std::chrono::milliseconds duration;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> sleeper)
    {
        const quint64 number = ++clock->m_last;
        clock->m_sleepers.insert(number, sleeper);
        QTimer::singleShot(duration, &clock->m_context, [owner = clock, number] { owner->wake(number); });
    }
    void await_resume() const noexcept {}
};

TimePoint SystemClock::now() const
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::chrono::nanoseconds SystemClock::elapsed() const
{
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

QCoro::Task<void> SystemClock::sleep(std::chrono::milliseconds duration)
{
    Sleep whole{this, duration};
    co_await whole;
}

void SystemClock::wake(quint64 sleeper)
{
    if (const auto waiting = m_sleepers.take(sleeper)) waiting.resume();
}

void SystemClock::wakeAll()
{
    // Twice: one that wakes may sleep once more on its way out. Not until none is left: that could be for ever.
    for (int round = 0; round < 2; ++round) {
        for (const quint64 sleeper : m_sleepers.keys()) {
            wake(sleeper);
        }
    }
}

}  // namespace tongdai
