#pragma once

#include "engine/api/evidence.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/host/evidence/evidence_run.h"
#include "engine/work/loops/periodic_task.h"

#include <memory>
#include <optional>

namespace tongdai {

namespace ports {
class TaskDesk;
}

/// An export under way as a row of background work (guarantees 2.7): every engine's Tasks tab shows how far it is and
/// can have it cancelled, and one that ends with its engine is a dead letter. Engine loop; may go at any time.
class ExportRow {
public:
    static constexpr std::chrono::seconds kTellEvery{1};

    struct Ports {
        ports::TaskStore& tasks;
        ports::TaskDesk& desk;
        ports::Clock& clock;
    };
    ExportRow(Ports ports, OwnerId owner) : m_ports(ports), m_owner(std::move(owner)) {}

    /// @throws StoreError
    QCoro::Task<void> begin(api::EvidenceRequest request, QString by, std::shared_ptr<EvidenceRun> run);
    /// Whoever wanted it has been told what became of it. Where the store is away, its lease ends it.
    QCoro::Task<void> end();

private:
    Ports m_ports;
    OwnerId m_owner;
    BackgroundTask m_task;
    std::optional<PeriodicTask> m_telling;
};

}  // namespace tongdai
