#include "engine/history/sql_tasks.h"

#include "engine/history/sql_history_calls.h"
#include "engine/history/tasks/kept_details.h"
#include "engine/history/tasks/session_tasks.h"
#include "engine/history/tasks/tasks.h"

namespace tongdai {

QCoro::Task<void> SqlTasks::addTasks(std::vector<NewTask> tasks)
{
    auto adding = m_history.write("add tasks", [=](UnitOfWork& work, WriteJob&) {
        tongdai::addTasks(work, tasks);
        return true;
    });
    co_await adding;
}

QCoro::Task<std::vector<BackgroundTask>> SqlTasks::claimTasks(OwnerId owner, QStringList kinds, int limit)
{
    const QUuid reference = QUuid::createUuid();
    return m_history.write("claim tasks", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::claimTasks(work, job, owner, kinds, limit, reference);
    });
}

QCoro::Task<ports::TaskStore::Settled> SqlTasks::settleTask(BackgroundTask task, TaskResult result)
{
    return m_history.write(
        "settle task", [=](UnitOfWork& work, WriteJob& job) { return tongdai::settleTask(work, job, task, result); });
}

QCoro::Task<TaskCounts> SqlTasks::taskCounts()
{
    return m_history.read("count tasks", [](SqlSession& session) { return reads::taskCounts(session); });
}

QCoro::Task<std::vector<BackgroundTask>> SqlTasks::deadTasks(int limit)
{
    return m_history.read("dead tasks", [=](SqlSession& session) { return reads::deadTasks(session, limit); });
}

QCoro::Task<bool> SqlTasks::resolveTask(qint64 id, TaskDecision decision, QByteArray actor)
{
    return m_history.write("resolve task", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::resolveTask(work, id, decision, actor) || job.mayBeDone;
    });
}

QCoro::Task<int> SqlTasks::forgetDoneTasks()
{
    return m_history.write("forget tasks", [](UnitOfWork& work, WriteJob&) { return tongdai::forgetDoneTasks(work); });
}

QCoro::Task<CustomerDetails> SqlTasks::customerDetails(ConversationId conversation)
{
    return m_history.read("customer details",
                          [=](SqlSession& session) { return reads::customerDetails(session, conversation); });
}

QCoro::Task<ports::CustomerDetailsStore::Kept> SqlTasks::keepDetails(BackgroundTask task,
                                                                     std::vector<LineDetails> lines, qint64 readUpto)
{
    return m_history.write("keep details", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::keepDetails(work, job, task, lines, readUpto);
    });
}

QCoro::Task<std::vector<ConversationId>> SqlTasks::unreadForDetails(TimePoint since, int limit)
{
    return m_history.read("unread for details",
                          [=](SqlSession& session) { return reads::unreadForDetails(session, since, limit); });
}

QCoro::Task<ports::SessionTaskStore::LineSaved> SqlTasks::saveLine(BackgroundTask task, SavedLine line)
{
    return m_history.write("save line",
                           [=](UnitOfWork& work, WriteJob& job) { return tongdai::saveLine(work, job, task, line); });
}

QCoro::Task<ports::SessionTaskStore::StatusAge> SqlTasks::noteStatusVersion(BackgroundTask task, qint64 version)
{
    return m_history.write(
        "note status", [=](UnitOfWork& work, WriteJob&) { return tongdai::noteStatusVersion(work, task, version); });
}

}  // namespace tongdai
