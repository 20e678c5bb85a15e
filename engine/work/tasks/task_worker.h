#pragma once

#include "engine/domain/ports/random.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/work/loops/pause.h"
#include "engine/work/loops/work_count.h"
#include "engine/work/tasks/task_handler.h"

#include <functional>
#include <map>

namespace tongdai {

inline constexpr int kMaxTasksInWork = 8;
inline constexpr std::chrono::seconds kTasksEvery{5};         ///< without a wake-up: what a dead engine left
inline constexpr std::chrono::minutes kForgetTasksEvery{30};  ///< done ones that are old

/// Claims background work and has it carried out, several conversations at a time and each in its order (guarantees
/// 2.7). What fails is tried again with growing pauses and ends as a dead letter with its reason; what a dead or paused
/// engine had is taken over when its lease is over, and a late end is refused. Engine loop.
class TaskWorker {
public:
    struct Ports {
        ports::Clock& clock;
        ports::Random& random;
        ports::TaskStore& tasks;
    };
    struct Rules {
        int atOnce = kMaxTasksInWork;
        bool looksAfterQueue = true;  ///< counts it, and has old ends forgotten; one worker of an engine is enough
    };
    TaskWorker(Ports ports, OwnerId owner, Rules rules);
    TaskWorker(Ports ports, OwnerId owner) : TaskWorker(ports, std::move(owner), Rules()) {}

    /// Before start(). The handler must outlive the worker's last task.
    void handle(const char* kind, TaskHandler& handler);
    /// Hears of tasks that are done or dead.
    using Ended = std::function<void(const BackgroundTask& task, TaskState state, const QString& reason)>;
    void onEnded(Ended listener) { m_ended = std::move(listener); }
    void start();
    /// No new task is begun; returns when those in work have ended, or at the deadline.
    QCoro::Task<void> stop(std::chrono::milliseconds deadline);
    /// There may be something to do.
    void wake() { m_pause.wake(); }

    struct Figures {
        TaskCounts queue;  ///< as the store had it at the last look
        qint64 done = 0;
        qint64 retried = 0;
        qint64 dead = 0;
        qint64 refusedLate = 0;  ///< ends of tasks that somebody else had taken over
    };
    const Figures& figures() const { return m_figures; }

private:
    QCoro::Task<void> loop();
    QCoro::Task<int> claimDue();
    QCoro::Task<void> carryOut(BackgroundTask task);
    QCoro::Task<TaskResult> attempt(BackgroundTask task);
    QCoro::Task<void> settle(BackgroundTask task, TaskResult result);
    void noteEnd(const BackgroundTask& task, TaskState state, const QString& reason);
    QCoro::Task<void> lookAfter();

    Ports m_ports;
    OwnerId m_owner;
    Rules m_rules;
    std::map<QString, TaskHandler*> m_handlers;
    Ended m_ended = [](const BackgroundTask&, TaskState, const QString&) {};
    WorkCount m_work;
    Pause m_pause;
    Figures m_figures;
    std::chrono::nanoseconds m_nextForget{};
    int m_inWork = 0;
    bool m_storeDown = false;
    bool m_stopping = false;
};

}  // namespace tongdai
