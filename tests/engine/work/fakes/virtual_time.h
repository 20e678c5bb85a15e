#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/random.h"

#include <QRandomGenerator>

#include <chrono>
#include <coroutine>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace tongdai::testing {

/// Whether a virtual engine lives. What it had planned is not run once it is dead, as after kill -9; while it is
/// paused, its plans wait, as under SIGSTOP.
struct Life {
    bool isAlive = true;
    std::chrono::nanoseconds pausedUntil{};
    std::vector<std::function<void()>> left;  ///< what it would have done after its death
};
using LifePtr = std::shared_ptr<Life>;

/// The one event queue of a simulated world: everything that happens, happens here, in virtual time and in an order
/// that a seed decides.
class VirtualTime {
public:
    using Nanoseconds = std::chrono::nanoseconds;

    Nanoseconds now() const { return m_now; }
    /// `life` empty: belongs to the world itself.
    void after(Nanoseconds delay, LifePtr life, std::function<void()> what);

    /// Runs what is due until `end` (or until nothing is planned).
    void runUntil(Nanoseconds end);
    void runFor(Nanoseconds duration) { runUntil(m_now + duration); }
    /// One step: false when nothing is planned until `end`.
    bool step(Nanoseconds end);
    /// Runs what `life` still plans until it plans nothing more, so that its coroutines end. A dead life's ports reach
    /// nothing any more, and for everybody else no time passes.
    void finish(const LifePtr& life);
    /// True when `done` came true before the time was over.
    bool runUntil(const std::function<bool()>& done, Nanoseconds atMost);

    /// co_await time.pass(delay, life): the only way anything in this world takes time.
    struct Awaiter {
        VirtualTime& time;
        Nanoseconds delay;
        LifePtr life;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> waiter)
        {
            time.after(delay, life, [waiter] { waiter.resume(); });
        }
        void await_resume() const noexcept {}
    };
    Awaiter pass(Nanoseconds delay, LifePtr life) { return {*this, delay, std::move(life)}; }

private:
    struct Planned {
        LifePtr life;
        std::function<void()> what;
    };
    void runNext();
    bool runNextOf(const LifePtr& life);

    Nanoseconds m_now{};
    qint64 m_order = 0;
    std::multimap<std::pair<Nanoseconds, qint64>, Planned> m_planned;
};

class VirtualClock final : public ports::Clock {
public:
    VirtualClock(VirtualTime& time, LifePtr life) : m_time(time), m_life(std::move(life)) {}
    TimePoint now() const override
    {
        return TimePoint(std::chrono::milliseconds(1'700'000'000'000)) +
               std::chrono::duration_cast<std::chrono::milliseconds>(m_time.now() + m_offset);
    }
    std::chrono::nanoseconds elapsed() const override { return m_time.now(); }
    QCoro::Task<void> sleep(std::chrono::milliseconds duration) override;
    /// This machine's wall clock is wrong by so much.
    void setOffset(std::chrono::nanoseconds offset) { m_offset = offset; }

private:
    VirtualTime& m_time;
    LifePtr m_life;
    std::chrono::nanoseconds m_offset{};
};

class SeededRandom final : public ports::Random {
public:
    explicit SeededRandom(quint32 seed) : m_generator(seed) {}
    QByteArray bytes(int count) override;
    double unit() override { return m_generator.generateDouble(); }
    int below(int bound) { return int(m_generator.bounded(bound)); }
    bool chance(double probability) { return unit() < probability; }

private:
    QRandomGenerator m_generator;
};

}  // namespace tongdai::testing
