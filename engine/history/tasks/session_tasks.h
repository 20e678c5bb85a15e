#pragma once

#include "engine/domain/ports/live/session_tasks.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

// Effects of other programs' tasks (contracts/background §3), each in one transaction with its task.

ports::SessionTaskStore::LineSaved saveLine(UnitOfWork& work, WriteJob& job, const BackgroundTask& task,
                                            const SavedLine& line);
ports::SessionTaskStore::StatusAge noteStatusVersion(UnitOfWork& work, const BackgroundTask& task, qint64 version);

}  // namespace tongdai
