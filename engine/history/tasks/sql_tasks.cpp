#include "engine/history/tasks/sql_tasks.h"

#include "engine/history/sql_history_calls.h"
#include "engine/history/tasks/kept_details.h"
#include "engine/history/tasks/session_tasks.h"
#include "engine/history/tasks/task_desk.h"
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

QCoro::Task<BackgroundTask> SqlTasks::beginTask(NewTask task, OwnerId owner)
{
    return m_history.write("begin task",
                           [=](UnitOfWork& work, WriteJob&) { return tongdai::beginTask(work, task, owner); });
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
    return m_history.write("settle task", [=, worker = m_worker](UnitOfWork& work, WriteJob& job) {
        return tongdai::settleTask(work, job, task, result, worker);
    });
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

QCoro::Task<std::vector<BackgroundTask>> SqlTasks::tasksNamed(QByteArray prefix)
{
    return m_history.read("tasks named", [=](SqlSession& session) { return reads::tasksNamed(session, prefix); });
}

QCoro::Task<std::vector<TaskOnDesk>> SqlTasks::tasksOnDesk(int limit)
{
    return m_history.read("tasks on desk", [=](SqlSession& session) { return reads::tasksOnDesk(session, limit); });
}

QCoro::Task<std::optional<TaskOnDesk>> SqlTasks::taskOnDesk(qint64 id)
{
    return m_history.read("task on desk", [=](SqlSession& session) { return reads::taskOnDesk(session, id); });
}

QCoro::Task<bool> SqlTasks::editTask(BackgroundTask edited, QByteArray actor)
{
    return m_history.write("edit task", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::editTask(work, edited, actor) || job.mayBeDone;
    });
}

QCoro::Task<bool> SqlTasks::cancelTask(qint64 id, QByteArray actor)
{
    return m_history.write("cancel task", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::cancelTask(work, id, actor) || job.mayBeDone;
    });
}

QCoro::Task<bool> SqlTasks::noteProgress(BackgroundTask task, qint64 done, qint64 total)
{
    return m_history.write("note progress",
                           [=](UnitOfWork& work, WriteJob&) { return tongdai::noteProgress(work, task, done, total); });
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

QCoro::Task<std::vector<LineEntities>> SqlTasks::entitiesOfLines(ConversationId conversation, int limit)
{
    return m_history.read("entities of lines",
                          [=](SqlSession& session) { return reads::entitiesOfLines(session, conversation, limit); });
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
