#pragma once

#include "engine/domain/work/background_task.h"

#include <QCoro/QCoroTask>

namespace tongdai {

/// Carries out one kind of background work. May be called again with the same task after any crash: what it does must
/// be safe to repeat. Engine loop.
class TaskHandler {
public:
    virtual ~TaskHandler() = default;
    /// @throws StoreError: tried again later
    virtual QCoro::Task<TaskResult> run(BackgroundTask task) = 0;
};

}  // namespace tongdai
