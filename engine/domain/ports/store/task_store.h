#pragma once

#include "engine/domain/customer/customer_details.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/domain/store_error.h"
#include "engine/domain/work/background_task.h"

#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai {

/// What one line of a customer says of them.
struct LineDetails {
    DetailSource from;
    std::vector<FoundDetail> found;
};

/// What an AI found in the lines it was asked about: `entities` of its answer, for the line with this rev.
struct LineEntities {
    qint64 rev = 0;
    QJsonObject entities;
};

namespace ports {

/// Background work as rows of the durable store (guarantees 2.7). Called on the engine loop. @throws StoreError from
/// every call; Unreachable and TimedOut mean "unknown", repeating is safe.
class TaskStore {
public:
    virtual ~TaskStore() = default;

    /// All of them in one transaction, in this order. Those whose key is known already are left as they are.
    virtual QCoro::Task<void> addTasks(std::vector<NewTask> tasks) = 0;
    /// A task that its maker carries out at once: in work from the beginning. What a crash cuts is found by claimTasks.
    /// Where its key is known, the row that has it is given back as it is.
    virtual QCoro::Task<BackgroundTask> beginTask(NewTask task, OwnerId owner) = 0;
    /// Those whose keys begin with `prefix`, which is not empty, in the order they were added.
    virtual QCoro::Task<std::vector<BackgroundTask>> tasksNamed(QByteArray prefix) = 0;
    /// Due tasks of these kinds, the first unsettled one of each conversation only; each is now `Working` with a new
    /// fence and one more attempt. One that was cut by a crash is taken over when its lease is over, and is dead when
    /// that was its last attempt.
    virtual QCoro::Task<std::vector<BackgroundTask>> claimTasks(OwnerId owner, QStringList kinds, int limit) = 0;
    /// Writes what came of a try. Refused (`wasOurs` false) where somebody else claimed the task since.
    struct Settled {
        bool wasOurs = false;
        TaskState state = TaskState::Waiting;
    };
    virtual QCoro::Task<Settled> settleTask(BackgroundTask task, TaskResult result) = 0;
    virtual QCoro::Task<TaskCounts> taskCounts() = 0;
    /// Dead letters, the newest first.
    virtual QCoro::Task<std::vector<BackgroundTask>> deadTasks(int limit) = 0;
    /// Somebody decides about a dead letter; audited. False: it is none (any more).
    virtual QCoro::Task<bool> resolveTask(qint64 id, TaskDecision decision, QByteArray actor) = 0;
    /// Forgets done tasks that are older than kDoneTasksKept, a bounded number; orders of one conversation together,
    /// once all of them are.
    virtual QCoro::Task<int> forgetDoneTasks() = 0;
};

/// What customers say of themselves, as background work finds it. @throws StoreError
class CustomerDetailsStore {
public:
    virtual ~CustomerDetailsStore() = default;

    virtual QCoro::Task<CustomerDetails> customerDetails(ConversationId conversation) = 0;
    /// Merges what the lines say and settles the task in the same transaction: whoever was overtaken writes nothing. A
    /// line that was erased meanwhile says nothing any more.
    struct Kept {
        bool wasOurs = false;
        bool isNew = false;  ///< something was not known before
        CustomerDetails details;
        std::vector<HistoryEvent> events;
    };
    virtual QCoro::Task<Kept> keepDetails(BackgroundTask task, std::vector<LineDetails> lines, qint64 readUpto) = 0;
    /// Of the newest lines, at most so many; only those of which an AI named something.
    virtual QCoro::Task<std::vector<LineEntities>> entitiesOfLines(ConversationId conversation, int limit) = 0;
    /// Conversations with lines of customers since `since` that nobody has looked at for details: what a crash forgot.
    virtual QCoro::Task<std::vector<ConversationId>> unreadForDetails(TimePoint since, int limit) = 0;
};

}  // namespace ports
}  // namespace tongdai
