#pragma once

#ifndef Q_MOC_RUN  // moc 6.4 cannot read <concepts>, which <coroutine> brings along
#include <coroutine>
#endif

#include <atomic>
#include <chrono>
#include <exception>
#include <memory>

namespace tongdai {

/// One call on its way from the engine loop to a store thread and back. The store thread fills in the outcome, the loop
/// resumes whoever waits; in between nothing of it is touched by both (SqlCalls hands it over).
class SqlJob {
public:
    virtual ~SqlJob() = default;

    std::exception_ptr error;               ///< set instead of an outcome
    std::atomic<bool> isAbandoned = false;  ///< the deadline passed: nobody waits for the outcome any more

private:
    friend class SqlCalls;
    std::coroutine_handle<> m_waiter;
    std::chrono::steady_clock::time_point m_deadline;
    bool m_isDone = false;
};

}  // namespace tongdai
