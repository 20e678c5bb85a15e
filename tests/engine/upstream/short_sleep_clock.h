#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/work/one_shot.h"

#include <QTimer>

#include <memory>
#include <utility>
#include <vector>

namespace tongdai::testing {

/// Sleeps of up to a minute are over at once, though their time passes; longer ones never end.
class ShortSleepClock final : public ports::Clock {
public:
    std::chrono::nanoseconds at = std::chrono::hours(1);

    TimePoint now() const override { return fromUnixSeconds(1'750'000'000); }
    std::chrono::nanoseconds elapsed() const override { return at; }
    QCoro::Task<void> sleep(std::chrono::milliseconds duration) override
    {
        const auto over = std::make_shared<OneShot<bool>>();
        if (duration <= std::chrono::minutes(1)) {
            at += duration;
            QTimer::singleShot(0, [over] { over->set(true); });
        } else {
            m_asleep.push_back(over);
        }
        auto waiting = over->wait();
        co_await waiting;
    }
    /// Whoever slept on would never be freed.
    void endSleeps()
    {
        for (const auto& over : std::exchange(m_asleep, {}))
            over->set(true);
    }

private:
    std::vector<std::shared_ptr<OneShot<bool>>> m_asleep;
};

}  // namespace tongdai::testing
