#pragma once

#include <utility>

namespace tongdai {

/// How many coroutines of the pipeline are on their way. The pipeline may go only when this is zero, because each of
/// them will touch it when it resumes. Engine loop.
class WorkCount {
public:
    class Guard {
    public:
        explicit Guard(WorkCount& count) : m_count(&count) { ++count.m_inWork; }
        Guard(Guard&& other) noexcept : m_count(std::exchange(other.m_count, nullptr)) {}
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;
        Guard& operator=(Guard&&) = delete;
        ~Guard()
        {
            if (m_count) --m_count->m_inWork;
        }

    private:
        WorkCount* m_count;
    };

    int inWork() const { return m_inWork; }

private:
    int m_inWork = 0;
};

}  // namespace tongdai
