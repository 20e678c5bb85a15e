#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/work/loops/work_count.h"

#include <QCoroTask>

#include <chrono>
#include <functional>
#include <memory>

namespace tongdai {

/// Does one thing again and again, with a rest between that can be cut short, until it is stopped. A round that is
/// under way at the stop comes to its end, and no other begins. May go at any time: what still runs of it then touches
/// nothing but the round it is in. Engine loop.
class PeriodicTask {
public:
    /// One round; says how long to rest after it, 0: not at all. Throws nothing.
    using Round = std::function<QCoro::Task<std::chrono::milliseconds>()>;
    using PlainRound = std::function<QCoro::Task<void>()>;

    /// `work`: from start to end this counts as work there, none if null.
    PeriodicTask(ports::Clock& clock, Round round, WorkCount* work = nullptr);
    PeriodicTask(ports::Clock& clock, std::chrono::milliseconds rest, PlainRound round, WorkCount* work = nullptr);
    ~PeriodicTask();
    PeriodicTask(const PeriodicTask&) = delete;
    PeriodicTask& operator=(const PeriodicTask&) = delete;

    /// The first round begins at once, or after a rest. A second call does nothing.
    void start(std::chrono::milliseconds firstRest = {});
    /// Do not wait for the next round. While one is under way: another follows it at once.
    void wake();
    void stop();
    bool isStopping() const;
    /// stop(), and wait until the last round is over, at most for `deadline`.
    QCoro::Task<void> stopped(std::chrono::milliseconds deadline);

private:
    struct State;
    static QCoro::Task<void> run(std::shared_ptr<State> state, std::chrono::milliseconds firstRest);

    std::shared_ptr<State> m_state;
};

}  // namespace tongdai
