#include "engine/work/tasks/task_worker.h"

#include "engine/domain/conversation/outbox.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log taskWorkerLog("tasks");

/// How often stop() looks whether all have ended.
static constexpr std::chrono::milliseconds kTaskStopPoll{10};

TaskWorker::TaskWorker(Ports ports, OwnerId owner, Rules rules)
    : m_ports(ports), m_owner(std::move(owner)), m_rules(rules), m_pause(ports.clock)
{
}

void TaskWorker::handle(const char* kind, TaskHandler& handler)
{
    m_handlers[QString::fromLatin1(kind)] = &handler;
}

void TaskWorker::start()
{
    loop();
}

QCoro::Task<void> TaskWorker::stop(std::chrono::milliseconds deadline)
{
    m_stopping = true;
    m_pause.wake();
    const auto end = m_ports.clock.elapsed() + deadline;
    while (m_work.inWork() > 0 && m_ports.clock.elapsed() < end)
        co_await m_ports.clock.sleep(kTaskStopPoll);
    if (m_work.inWork() > 0) taskWorkerLog.warn("tasks abandoned", {{u"tasks"_s, m_inWork}});
}

QCoro::Task<void> TaskWorker::loop()
{
    const WorkCount::Guard busy(m_work);
    while (!m_stopping) {
        const int begun = co_await claimDue();
        if (m_stopping) break;
        if (begun == 0 && m_rules.looksAfterQueue) {
            auto looking = lookAfter();
            co_await looking;
        }
        if (m_stopping) break;
        co_await m_pause.wait(kTasksEvery);
    }
}

QCoro::Task<int> TaskWorker::claimDue()
{
    const int free = m_rules.atOnce - m_inWork;
    if (free <= 0 || m_handlers.empty()) co_return 0;
    QStringList kinds;
    for (const auto& [kind, handler] : m_handlers)
        kinds << kind;
    std::vector<BackgroundTask> tasks;
    try {
        auto claiming = m_ports.tasks.claimTasks(m_owner, kinds, free);
        tasks = co_await claiming;
        m_storeDown = false;
    } catch (const StoreError& error) {
        if (!std::exchange(m_storeDown, true))
            taskWorkerLog.warn("tasks cannot be read", {{u"cause"_s, error.cause()}});
    }
    const int begun = int(tasks.size());
    for (BackgroundTask& task : tasks)
        carryOut(std::move(task));
    co_return begun;
}

QCoro::Task<void> TaskWorker::carryOut(BackgroundTask task)
{
    const WorkCount::Guard busy(m_work);
    ++m_inWork;
    FAILPOINT_OF("task.claimed", task.kind);
    TaskResult result{TaskResult::Kind::GivenBack, {}, {}};
    if (!m_stopping) {
        auto trying = attempt(task);
        result = co_await trying;
    }
    FAILPOINT_OF("task.effect-written", task.kind);
    if (result.kind == TaskResult::Kind::Settled) {
        noteEnd(task, TaskState::Done, {});
    } else if (result.kind == TaskResult::Kind::Refused) {
        ++m_figures.refusedLate;
    } else {
        auto settling = settle(task, result);
        co_await settling;
    }
    FAILPOINT_OF("task.settled", task.kind);
    --m_inWork;
    m_pause.wake();  // the next one of that conversation may be free now, and so is a place
}

QCoro::Task<TaskResult> TaskWorker::attempt(BackgroundTask task)
{
    const auto handler = m_handlers.find(task.kind);
    if (handler == m_handlers.end()) co_return TaskResult{TaskResult::Kind::GivenBack, {}, kTasksEvery};
    QString trouble;
    try {
        auto running = handler->second->run(task);
        TaskResult result = co_await running;
        co_return result;
    } catch (const StoreError& error) {
        trouble = error.cause().isEmpty() ? QString::fromUtf8(error.what()) : error.cause();
    } catch (const std::exception& error) {
        trouble = QString::fromUtf8(error.what());
    }
    co_return TaskResult{TaskResult::Kind::Retry, trouble, {}};
}

void TaskWorker::noteEnd(const BackgroundTask& task, TaskState state, const QString& reason)
{
    ++(state == TaskState::Dead ? m_figures.dead : m_figures.done);
    if (state == TaskState::Dead) {
        taskWorkerLog.error(
            "a task is a dead letter",
            {{u"kind"_s, task.kind}, {u"conversation"_s, task.conversation.toString()}, {u"why"_s, reason}});
    }
    m_ended(task, state, reason);
}

QCoro::Task<void> TaskWorker::settle(BackgroundTask task, TaskResult result)
{
    if (result.kind == TaskResult::Kind::Retry && result.nextIn == 0ms)
        result.nextIn = backOff(task.attempts, m_ports.random.unit());
    ports::TaskStore::Settled settled;
    try {
        auto settling = m_ports.tasks.settleTask(task, result);
        settled = co_await settling;
    } catch (const StoreError& error) {
        // Its lease ends, and it is carried out again: handlers are safe to repeat.
        taskWorkerLog.warn("a task was not settled", {{u"kind"_s, task.kind}, {u"cause"_s, error.cause()}});
        co_return;
    }
    if (!settled.wasOurs) {
        ++m_figures.refusedLate;
        taskWorkerLog.warn("a task ended after somebody else had taken it over", {{u"kind"_s, task.kind}});
    } else if (settled.state == TaskState::Dead || settled.state == TaskState::Done) {
        noteEnd(task, settled.state, result.reason);
    } else if (result.kind == TaskResult::Kind::Retry) {
        ++m_figures.retried;
    }
}

/// Between tasks: how long the queue is, and what need not be remembered any more.
QCoro::Task<void> TaskWorker::lookAfter()
{
    try {
        auto counting = m_ports.tasks.taskCounts();
        m_figures.queue = co_await counting;
        if (m_ports.clock.elapsed() < m_nextForget) co_return;
        m_nextForget = m_ports.clock.elapsed() + kForgetTasksEvery;
        auto forgetting = m_ports.tasks.forgetDoneTasks();
        co_await forgetting;
    } catch (const StoreError&) {
        m_figures.queue = {};  // the next claiming says what is wrong
    }
}

}  // namespace tongdai
