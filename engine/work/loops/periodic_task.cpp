#include "engine/work/loops/periodic_task.h"

#include "engine/domain/work/one_shot.h"
#include "engine/work/loops/pause.h"

#include <optional>
#include <utility>

namespace tongdai {

namespace {

QCoro::Task<std::chrono::milliseconds> roundThenRest(PeriodicTask::PlainRound round, std::chrono::milliseconds rest)
{
    auto going = round();
    co_await going;
    co_return rest;
}

QCoro::Task<void> giveUpWaiting(ports::Clock& clock, std::chrono::milliseconds deadline,
                                std::shared_ptr<OneShot<bool>> end)
{
    co_await clock.sleep(deadline);
    end->set(false);
}

}  // namespace

struct PeriodicTask::State {
    ports::Clock& clock;
    Round round;
    WorkCount* work;
    Pause pause;
    bool isStarted = false;
    bool isOver = false;
    bool isStopping = false;
    std::shared_ptr<OneShot<bool>> end = std::make_shared<OneShot<bool>>();
};

PeriodicTask::PeriodicTask(ports::Clock& clock, Round round, WorkCount* work)
    : m_state(new State{clock, std::move(round), work, Pause(clock)})
{
}

PeriodicTask::PeriodicTask(ports::Clock& clock, std::chrono::milliseconds rest, PlainRound round, WorkCount* work)
    : PeriodicTask(
          clock, [round = std::move(round), rest] { return roundThenRest(round, rest); }, work)
{
}

PeriodicTask::~PeriodicTask()
{
    stop();
}

void PeriodicTask::start(std::chrono::milliseconds firstRest)
{
    if (!std::exchange(m_state->isStarted, true)) run(m_state, firstRest);
}

void PeriodicTask::wake()
{
    m_state->pause.wake();
}

void PeriodicTask::stop()
{
    m_state->isStopping = true;
    m_state->pause.wake();
}

bool PeriodicTask::isStopping() const
{
    return m_state->isStopping;
}

QCoro::Task<void> PeriodicTask::stopped(std::chrono::milliseconds deadline)
{
    stop();
    const auto state = m_state;
    if (!state->isStarted || state->isOver) co_return;
    giveUpWaiting(state->clock, deadline, state->end);
    const auto end = state->end;
    co_await end->wait();
}

QCoro::Task<void> PeriodicTask::run(std::shared_ptr<State> state, std::chrono::milliseconds firstRest)
{
    std::optional<WorkCount::Guard> busy;
    if (state->work) busy.emplace(*state->work);
    if (firstRest.count() > 0 && !state->isStopping) {
        auto resting = state->pause.wait(firstRest);
        co_await resting;
    }
    while (!state->isStopping) {
        auto going = state->round();
        const std::chrono::milliseconds rest = co_await going;
        if (state->isStopping || rest.count() <= 0) continue;
        auto resting = state->pause.wait(rest);
        co_await resting;
    }
    busy.reset();
    state->isOver = true;
    state->end->set(true);
}

}  // namespace tongdai
