#pragma once

#include "engine/domain/customer/gazetteer.h"
#include "engine/history/privacy/sql_privacy.h"
#include "engine/history/sessions/sql_imports.h"
#include "engine/history/statistics/sql_roll_ups.h"
#include "engine/history/tasks/sql_tasks.h"
#include "engine/host/backup/import_task.h"
#include "engine/host/boot/engine_config.h"
#include "engine/server/routes/metrics_text.h"
#include "engine/work/tasks/adopt_tasks.h"
#include "engine/work/tasks/find_customer_details.h"
#include "engine/work/tasks/forsaken_export.h"
#include "engine/work/tasks/queue_tasks.h"
#include "engine/work/tasks/retention_task.h"
#include "engine/work/tasks/roll_up_statistics.h"
#include "engine/work/tasks/task_worker.h"
#include "engine/work/tasks/watch_for_details.h"

namespace tongdai {

/// Background work, put together. Engine loop. start() once the store is open; stop() before it is closed.
class TaskStack {
public:
    struct Ports {
        ports::Clock& clock;
        ports::Random& random;
        SqlHistory& history;
        PipelineEvents& events;
        ports::ForeignQueue& queue;
    };
    /// `instance`: this run of the engine.
    TaskStack(Ports ports, const QByteArray& instance, const EngineConfig& config);
    /// What people do exists only once the pipeline does.
    void connectActs(OperatorActs& acts) { m_changeStatus.connectActs(acts); }
    /// Looks for orders of which nobody knows whether they were made. Before start().
    void connectOrders(TaskHandler& finder) { m_worker.handle(task_kind::kShopOrder, finder); }

    void start();
    QCoro::Task<void> stop(std::chrono::milliseconds deadline);

    /// Hears of new lines.
    PipelineEvents& watch() { return m_watch; }
    ports::CustomerDetailsStore& details() { return m_store; }
    ports::TaskStore& store() { return m_store; }
    ports::TaskDesk& desk() { return m_store; }
    ports::ImportStore& imports() { return m_imports; }
    ImportTask& importTask() { return m_import; }
    /// There may be something to do.
    void wake() { m_worker.wake(); }
    /// For /metrics.
    std::vector<Figure> figures() const;

private:
    ports::Clock& m_clock;
    SqlTasks m_store;
    Gazetteer m_gazetteer;
    TaskWorker m_worker;
    FindCustomerDetails m_findDetails;
    SaveQueuedMessage m_saveMessage;
    ChangeSessionStatus m_changeStatus;
    WatchForDetails m_watch;
    AdoptTasks m_adopt;
    SqlRollUps m_rollUps;
    RollUpStatistics m_rollUp;
    SqlPrivacy m_privacy;
    RetentionTask m_retention;
    ForsakenExport m_forsakenExport;
    SqlImports m_imports;
    ImportTask m_import;
    bool m_adopts;
};

}  // namespace tongdai
