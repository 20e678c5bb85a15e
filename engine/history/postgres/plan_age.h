#pragma once

#include <QDeadlineTimer>

#include <chrono>

namespace tongdai::postgres {

/// When a connection's kept plans must be made anew. The server keeps the plan of a prepared statement until somebody
/// analyses its tables: one made while they were empty reads them through, and goes on doing so while they grow. So
/// plans go after 64 statements, after 128, 256 and so on, since it is our own statements that fill the tables, and at
/// the latest after some minutes, since other engines fill them, too. One thread.
class PlanAge {
public:
    static constexpr qint64 kFirst = 64;
    static constexpr std::chrono::minutes kOldest{5};

    explicit PlanAge(std::chrono::milliseconds oldest = kOldest) : m_oldest(oldest), m_renewal(oldest) {}

    /// Asked before each statement. True: throw them away now.
    bool areOld()
    {
        const bool haveGrown = ++m_statements >= m_next;
        if (!haveGrown && !m_renewal.hasExpired()) return false;
        if (haveGrown) m_next *= 2;
        m_renewal.setRemainingTime(m_oldest);
        return true;
    }

private:
    std::chrono::milliseconds m_oldest;
    QDeadlineTimer m_renewal;
    qint64 m_statements = 0;
    qint64 m_next = kFirst;
};

}  // namespace tongdai::postgres
