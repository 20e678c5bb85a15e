#pragma once

#include "engine/domain/ports/live/foreign_queue.h"
#include "engine/work/loops/periodic_task.h"
#include "engine/work/tasks/task_worker.h"

namespace tongdai {

/// Brings the tasks that other programs push into Redis into the store, in their order and no more than are soon
/// carried out, so that the list's length goes on saying what is pending (guarantees 2.7). Tells those programs what
/// became of them. Engine loop.
class AdoptTasks {
public:
    static constexpr int kTakenAtOnce = 32;
    static constexpr int kMaxOpen = 64;  ///< in the store; more stay in the list until then
    static constexpr std::chrono::milliseconds kLookEvery{500};
    static constexpr std::chrono::seconds kAfterTrouble{2};
    static constexpr std::chrono::seconds kRecoverEvery{15};

    struct Ports {
        ports::Clock& clock;
        ports::ForeignQueue& queue;
        ports::TaskStore& tasks;
    };
    AdoptTasks(Ports ports, TaskWorker& worker);

    void start();
    QCoro::Task<void> stop(std::chrono::milliseconds deadline);
    /// A task is done or dead.
    void ended(const BackgroundTask& task, TaskState state, const QString& reason);

    qint64 adoptedTotal() const { return m_adopted; }

private:
    QCoro::Task<std::chrono::milliseconds> round();
    QCoro::Task<std::chrono::milliseconds> adoptSome();
    QCoro::Task<void> tell(BackgroundTask task, TaskState state, QString reason);

    Ports m_ports;
    TaskWorker& m_worker;
    WorkCount m_work;
    std::chrono::nanoseconds m_nextRecover{};
    bool m_areSomeOpen = false;
    qint64 m_adopted = 0;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
