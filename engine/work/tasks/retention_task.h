#pragma once

#include "engine/domain/ports/live/task_desk.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/work/loops/pause.h"
#include "engine/work/loops/work_count.h"
#include "engine/work/tasks/task_handler.h"
#include "engine/work/tasks/task_worker.h"

namespace tongdai {

/// Retention as background work (guarantees 2.7): one task a day (UTC), carried out by one engine of all, a piece a
/// transaction; what a crash cuts is gone on with when the lease is over. Engine loop. start() once the store is open,
/// stop() before it is closed.
class RetentionTask final : public TaskHandler {
public:
    static constexpr std::chrono::minutes kFirstLook{5};  ///< after the start: customers come first
    static constexpr std::chrono::hours kLookEvery{1};    ///< whether another day has begun

    struct Ports {
        ports::Clock& clock;
        ports::TaskStore& tasks;
        ports::TaskDesk& desk;
        ports::RetentionStore& retention;
    };
    RetentionTask(Ports ports, RetentionPolicy policy, TaskWorker& worker);

    void start();
    QCoro::Task<void> stop();

    QCoro::Task<TaskResult> run(BackgroundTask task) override;

private:
    QCoro::Task<void> loop();
    QCoro::Task<void> addTask();

    Ports m_ports;
    RetentionPolicy m_policy;
    TaskWorker& m_worker;
    Pause m_pause;
    WorkCount m_work;
    bool m_stopping = false;
};

}  // namespace tongdai
