#pragma once

#include <algorithm>
#include <chrono>

namespace tongdai::redis {

/// How many keys one step of a SCAN looks at: fewer as soon as a step takes long, so that nobody else waits for it, and
/// slowly more again. What is measured is the whole way there and back, which is never less than what Redis took. A
/// value.
class ScanPace {
public:
    static constexpr int kLeast = 50;
    static constexpr int kUsual = 200;
    static constexpr int kMost = 400;
    static constexpr std::chrono::microseconds kLong{1'500};
    static constexpr std::chrono::microseconds kShort{500};

    int count() const { return m_count; }
    void took(std::chrono::nanoseconds step)
    {
        if (step > kLong) m_count = std::max(kLeast, m_count / 2);
        if (step < kShort) m_count = std::min(kMost, m_count + m_count / 8);
    }

    /// Times one step of it, from here to end().
    class Step {
    public:
        explicit Step(ScanPace& pace) : m_pace(pace) {}
        void end() { m_pace.took(std::chrono::steady_clock::now() - m_begun); }

    private:
        ScanPace& m_pace;
        std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
    };

private:
    int m_count = kUsual;
};

}  // namespace tongdai::redis
