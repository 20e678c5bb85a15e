#include "engine/work/tasks/adopt_tasks.h"

#include "engine/contract/json/notices/queue_task.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log adoptTasksLog("tasks.queue");
static constexpr std::chrono::milliseconds kAdoptStopPoll{10};

AdoptTasks::AdoptTasks(Ports ports, TaskWorker& worker)
    : m_ports(ports),
      m_worker(worker),
      m_rounds(
          ports.clock, [this] { return round(); }, &m_work)
{
}

void AdoptTasks::start()
{
    m_rounds.start();
}

QCoro::Task<void> AdoptTasks::stop(std::chrono::milliseconds deadline)
{
    m_rounds.stop();
    const auto end = m_ports.clock.elapsed() + deadline;
    while (m_work.inWork() > 0 && m_ports.clock.elapsed() < end)
        co_await m_ports.clock.sleep(kAdoptStopPoll);
}

QCoro::Task<std::chrono::milliseconds> AdoptTasks::round()
{
    auto adopting = adoptSome();
    const std::chrono::milliseconds rest = co_await adopting;
    if (!m_rounds.isStopping() && m_ports.clock.elapsed() >= m_nextRecover) {
        const double seconds = FAILPOINT_AMOUNT("recover", double(kRecoverEvery.count()));
        m_nextRecover = m_ports.clock.elapsed() + std::chrono::milliseconds(qint64(seconds * 1000));
        auto recovering = m_ports.queue.recover();
        co_await recovering;
    }
    co_return rest;
}

/// How long to rest before the next look.
QCoro::Task<std::chrono::milliseconds> AdoptTasks::adoptSome()
{
    std::vector<QByteArray> elements;
    QString trouble;
    try {
        if (m_areSomeOpen) {
            auto counting = m_ports.tasks.taskCounts();
            const TaskCounts counts = co_await counting;
            if (counts.waiting + counts.working >= kMaxOpen) co_return kLookEvery;
            m_areSomeOpen = counts.waiting + counts.working > 0;
        }
        auto taking = m_ports.queue.takeTasks(kTakenAtOnce);
        elements = co_await taking;
        if (elements.empty()) co_return kLookEvery;
        FAILPOINT("task-list.taken");
        std::vector<NewTask> tasks;
        for (const QByteArray& element : elements) {
            if (auto task = contract::readQueueTask(element)) tasks.push_back(std::move(*task));
        }
        auto adding = m_ports.tasks.addTasks(std::move(tasks));
        co_await adding;
        m_areSomeOpen = true;
        m_adopted += qint64(elements.size());
    } catch (const StoreError& error) {
        trouble = error.cause();
    }
    if (!trouble.isEmpty()) {
        adoptTasksLog.warn("tasks of other programs wait in their list", {{u"cause"_s, trouble}});
        auto givingBack = m_ports.queue.giveBack();
        co_await givingBack;
        co_return kAfterTrouble;
    }
    FAILPOINT("task-list.stored");
    auto letting = m_ports.queue.adopted(std::move(elements));
    co_await letting;
    FAILPOINT("task-list.let-go");
    m_worker.wake();
    co_return 0ms;
}

void AdoptTasks::ended(const BackgroundTask& task, TaskState state, const QString& reason)
{
    if (contract::queueTaskTypes().contains(task.kind.toLatin1())) tell(task, state, reason);
}

QCoro::Task<void> AdoptTasks::tell(BackgroundTask task, TaskState state, QString reason)
{
    const WorkCount::Guard busy(m_work);
    if (state == TaskState::Dead) {
        const QJsonObject element = contract::deadQueueTask(task.payload, task.attempts, reason);
        auto telling = m_ports.queue.markDead(element);
        co_await telling;
        co_return;
    }
    const QByteArray id = contract::doneMarkOf(task.payload);
    if (id.isEmpty()) co_return;
    auto marking = m_ports.queue.markDone(id);
    co_await marking;
}

}  // namespace tongdai
