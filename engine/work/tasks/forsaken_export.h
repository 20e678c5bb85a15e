#pragma once

#include "engine/work/tasks/task_handler.h"

namespace tongdai {

/// An export whose engine ended: what it wanted to write stood in its window, so nobody else can go on with it. Left in
/// the dead list, with the reason. Engine loop.
class ForsakenExport final : public TaskHandler {
public:
    QCoro::Task<TaskResult> run(BackgroundTask) override
    {
        const QString why = QStringLiteral("an export begins anew only where it was asked for");
        co_return TaskResult{TaskResult::Kind::Dead, why, {}};
    }
};

}  // namespace tongdai
