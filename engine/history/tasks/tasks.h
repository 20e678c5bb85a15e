#pragma once

#include "engine/domain/ports/store/task_store.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

// Background work as rows (guarantees 2.7), each command in a transaction of the writer.

void addTasks(UnitOfWork& work, const std::vector<NewTask>& tasks);
/// Written, and in work by `owner`, where the key is new; else the row that has it, as it is.
BackgroundTask beginTask(UnitOfWork& work, const NewTask& task, const OwnerId& owner);
/// `reference` is new for every call: a claiming whose outcome was lost is found again by it.
std::vector<BackgroundTask> claimTasks(UnitOfWork& work, WriteJob& job, const OwnerId& owner, const QStringList& kinds,
                                       int limit, const QUuid& reference);
ports::TaskStore::Settled settleTask(UnitOfWork& work, WriteJob& job, const BackgroundTask& task,
                                     const TaskResult& result, const QString& worker);
int forgetDoneTasks(UnitOfWork& work);
bool resolveTask(UnitOfWork& work, qint64 id, TaskDecision decision, const QByteArray& actor);

/// kTaskLease, or what a test made of it.
double taskLeaseSeconds();
/// For work whose effect is in the store: locks the row, if this claim of it is the newest.
bool isStillOurs(UnitOfWork& work, const BackgroundTask& task);
/// Marks it done; `withSame`: and those of its kind that waited when it was claimed.
void markTaskDone(UnitOfWork& work, const BackgroundTask& task, bool withSame);

namespace reads {
TaskCounts taskCounts(SqlSession& session);
std::vector<BackgroundTask> tasksNamed(SqlSession& session, const QByteArray& prefix);
std::vector<BackgroundTask> deadTasks(SqlSession& session, int limit);
/// The text of the claiming, for the test that looks at its plan.
extern const QString kDueTasksSql;
}  // namespace reads

}  // namespace tongdai
