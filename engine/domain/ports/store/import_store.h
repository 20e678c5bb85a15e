#pragma once

#include "engine/domain/imports/import_job.h"
#include "engine/domain/ports/live/task_desk.h"

#include <memory>

namespace tongdai {

/// Of an import, the lines of one transaction.
struct ImportPart {
    std::vector<ImportedLine> lines;
    std::shared_ptr<const ImportPeople> people;  ///< those of the whole file
    qint64 from = 0;                             ///< place of the first of the lines among all
};

/// Where an import stands after a part.
struct ImportStep {
    enum class State : quint8 {
        Kept,
        Cancelled,  ///< somebody wants it cancelled: nothing of the part was kept
        Lost,       ///< somebody else took it over, or it has ended: nothing of the part was kept
    };
    State state = State::Lost;
    ImportJob job;  ///< of Kept and Cancelled: as its row has it now
};

namespace ports {

/// Another system's history on its way into the store (features E10), as a task's work. Called on the engine loop.
/// @throws StoreError from every call; Unreachable and TimedOut mean "unknown", repeating is safe.
class ImportStore {
public:
    virtual ~ImportStore() = default;

    /// What would become of each of these lines now. Changes nothing.
    virtual QCoro::Task<std::vector<LineFate>> importFates(std::vector<ImportedLine> lines,
                                                           std::shared_ptr<const ImportPeople> people) = 0;
    /// Keeps the lines, says in the task's row how far it is, and has its lease begin anew, in one transaction. The
    /// first part stands in the audit log.
    virtual QCoro::Task<ImportStep> keepPart(BackgroundTask task, ImportPart part) = 0;
    /// It is over: in the audit log, and its row done, or, cancelled, a dead letter. False: it was not ours any more.
    virtual QCoro::Task<bool> endImport(BackgroundTask task, bool isCancelled) = 0;
    /// The one that was begun last, whatever became of it; nothing: none is remembered.
    virtual QCoro::Task<std::optional<TaskOnDesk>> newestImport() = 0;
};

}  // namespace ports
}  // namespace tongdai
