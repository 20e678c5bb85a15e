#pragma once

#include "engine/domain/store_error.h"
#include "engine/domain/work/background_task.h"

#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai {

/// One try of a task that failed.
struct TaskTry {
    TimePoint at{};
    QString worker;  ///< the engine, as process/number; empty: an older engine did not say
    QString error;
    friend bool operator==(const TaskTry&, const TaskTry&) = default;
};
inline constexpr int kMaxTaskTries = 20;  ///< the newest are kept

/// A task with all that somebody at a screen wants to know of it.
struct TaskOnDesk {
    BackgroundTask task;
    qint64 done = 0;   ///< pieces of it
    qint64 total = 0;  ///< 0: nobody knows how many there are
    bool isCancelWanted = false;
    TimePoint nextAt{};          ///< of Waiting: not before; by the store's clock
    std::vector<TaskTry> tries;  ///< oldest first
    bool mayDecide = true;       ///< whoever looks may cancel it, try it again or drop it
};

namespace ports {

/// Background work as people see it and decide about it (guarantees 2.7). What a person does is audited. Called on the
/// engine loop. @throws StoreError from every call.
class TaskDesk {
public:
    virtual ~TaskDesk() = default;

    /// In work, then waiting in their order, then the dead, the newest first.
    virtual QCoro::Task<std::vector<TaskOnDesk>> tasksOnDesk(int limit) = 0;
    /// Nothing: there is none (any more).
    virtual QCoro::Task<std::optional<TaskOnDesk>> taskOnDesk(qint64 id) = 0;
    /// A dead letter gets another body, and all its attempts again. False: it is none (any more).
    virtual QCoro::Task<bool> editTask(BackgroundTask edited, QByteArray actor) = 0;
    /// One that waits is set aside as a dead letter; one in work is asked to stop where it can. False: it has ended.
    virtual QCoro::Task<bool> cancelTask(qint64 id, QByteArray actor) = 0;
    /// How far a task in work is. False: somebody wants it cancelled, or it was taken over.
    virtual QCoro::Task<bool> noteProgress(BackgroundTask task, qint64 done, qint64 total) = 0;
};

}  // namespace ports
}  // namespace tongdai
