#pragma once

#include "engine/api/background_tasks.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/plan_reader.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/domain/work/running_work.h"
#include "engine/host/people/desk_gate.h"
#include "engine/work/message/pipeline.h"

#include <functional>

namespace tongdai {

/// The Tasks tab's half on the engine loop; TasksHost is the half on the GUI thread. Its coroutines end when the store
/// is closed; the owner closes it before deleting this.
class TasksService final : public QObject {
    Q_OBJECT
public:
    /// Work of this engine without a row: as it is now (nothing: none runs), and how it is told to stop.
    struct Runner {
        std::function<std::optional<RunningWork>()> now;
        std::function<void()> stop;
    };
    struct Ports {
        ports::TaskStore& tasks;
        ports::TaskDesk& desk;
        const ports::Clock& clock;
        const DeskGate& gate;
        std::function<void()> wake;  ///< the worker: there may be something to do
        ports::HistoryReader& reader;
        ports::PlanReader& plans;
        ports::AuditLog& audit;
        Pipeline& pipeline;
        std::vector<Runner> runners;
    };
    explicit TasksService(Ports ports) : m_ports(std::move(ports)) {}

    QCoro::Task<api::Answer<api::TasksPicture>> tasks();
    QCoro::Task<api::Answer<int>> resolve(std::vector<qint64> ids, TaskDecision decision);
    QCoro::Task<api::Answer<bool>> edit(qint64 id, QJsonObject body);
    QCoro::Task<api::Answer<bool>> cancel(qint64 id);

private:
    QCoro::Task<std::vector<TaskOnDesk>> retries();
    std::vector<TaskOnDesk> running() const;
    std::optional<api::DeskFailure> refusal(const QString& kind) const;
    QCoro::Task<std::optional<api::DeskFailure>> refusalOfRow(qint64 id);
    std::optional<RunningWork> runningAs(size_t number) const;
    QCoro::Task<bool> stopRunner(size_t number);

    Ports m_ports;
};

}  // namespace tongdai
