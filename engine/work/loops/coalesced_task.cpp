#include "engine/work/loops/coalesced_task.h"

#include <utility>

namespace tongdai {

struct CoalescedTask::State {
    Work work;
    bool isWanted = false;
    bool isUnderWay = false;
};

CoalescedTask::CoalescedTask(Work work) : m_state(new State{std::move(work)}) {}

CoalescedTask::~CoalescedTask()
{
    forget();
}

void CoalescedTask::ask()
{
    m_state->isWanted = true;
    if (!m_state->isUnderWay) run(m_state);
}

void CoalescedTask::forget()
{
    m_state->isWanted = false;
}

bool CoalescedTask::isUnderWay() const
{
    return m_state->isUnderWay;
}

QCoro::Task<void> CoalescedTask::run(std::shared_ptr<State> state)
{
    state->isUnderWay = true;
    while (std::exchange(state->isWanted, false)) {
        auto working = state->work();
        co_await working;
    }
    state->isUnderWay = false;
}

}  // namespace tongdai
