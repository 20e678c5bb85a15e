#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <vector>

namespace tongdai {

/// How fast a part answers, by its last five answers: their median, so that one hiccup, or the busy first second of a
/// program that starts, does not make it slow. A plain value.
class RecentLatency {
public:
    using Duration = std::chrono::duration<double, std::milli>;

    void add(Duration latency)
    {
        m_latencies[m_next] = latency;
        m_next = (m_next + 1) % kKept;
        m_count = std::min(m_count + 1, kKept);
    }
    /// After the part was away, what it did before says nothing.
    void clear() { m_count = m_next = 0; }

    std::optional<Duration> median() const
    {
        if (m_count == 0) return {};
        std::vector<Duration> sorted(m_latencies.begin(), m_latencies.begin() + m_count);
        const auto middle = sorted.begin() + (m_count - 1) / 2;
        std::nth_element(sorted.begin(), middle, sorted.end());
        return *middle;
    }
    bool isSlow(Duration limit) const { return m_count >= kEnough && *median() > limit; }

private:
    static constexpr unsigned kKept = 5;
    static constexpr unsigned kEnough = 3;
    std::array<Duration, kKept> m_latencies{};
    unsigned m_next = 0;
    unsigned m_count = 0;
};

}  // namespace tongdai
