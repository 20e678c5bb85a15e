#pragma once

#include <QCoroTask>

#include <functional>
#include <memory>

namespace tongdai {

/// Does one thing on request, one at a time: however often it is asked for while it is under way, it is done once more
/// afterwards. May go at any time: what is under way then comes to its end and is not done again. Engine loop.
class CoalescedTask {
public:
    /// Throws nothing.
    using Work = std::function<QCoro::Task<void>()>;

    explicit CoalescedTask(Work work);
    ~CoalescedTask();
    CoalescedTask(const CoalescedTask&) = delete;
    CoalescedTask& operator=(const CoalescedTask&) = delete;

    void ask();
    /// Forgets what was asked for beside what is under way: it failed, and would again.
    void forget();
    bool isUnderWay() const;

private:
    struct State;
    static QCoro::Task<void> run(std::shared_ptr<State> state);

    std::shared_ptr<State> m_state;
};

}  // namespace tongdai
