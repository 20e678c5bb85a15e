#pragma once

#include "engine/domain/ports/live/task_desk.h"
#include "engine/domain/ports/store/roll_up_store.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/work/loops/periodic_task.h"
#include "engine/work/loops/work_count.h"
#include "engine/work/tasks/task_handler.h"
#include "engine/work/tasks/task_worker.h"

namespace tongdai {

inline constexpr std::chrono::minutes kRollUpEvery{2};
/// Of a task's lease, so that one that goes on is never taken for cut by a crash.
inline constexpr std::chrono::seconds kRollUpAtMost{20};
inline constexpr std::chrono::seconds kRollUpMostStopTime{2};

/// Has the hours that are over counted, one engine of all: looks now and then whether there are some, and makes it
/// background work (guarantees 2.7). Engine loop. start() once the store is open, stop() before it is closed.
class RollUpStatistics final : public TaskHandler {
public:
    struct Ports {
        ports::Clock& clock;
        ports::TaskStore& tasks;
        ports::RollUpStore& rollUps;
        ports::TaskDesk& desk;
    };
    RollUpStatistics(Ports ports, TaskWorker& worker)
        : m_ports(ports), m_worker(worker), m_rounds(ports.clock, kRollUpEvery, [this] { return addTask(); })
    {
    }

    void start() { m_rounds.start(); }
    QCoro::Task<void> stop() { return m_rounds.stopped(kRollUpMostStopTime); }

    QCoro::Task<TaskResult> run(BackgroundTask task) override;

    /// Pieces of this work that this engine has written.
    qint64 writtenTotal() const { return m_written; }

private:
    QCoro::Task<void> addTask();

    Ports m_ports;
    TaskWorker& m_worker;
    qint64 m_written = 0;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
