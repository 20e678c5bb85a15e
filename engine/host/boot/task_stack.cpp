#include "engine/host/boot/task_stack.h"

#include "engine/host/locks/locks_process.h"

#include <QFile>

#include <stdexcept>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

QByteArray gazetteerText()
{
    QFile file(u":/gazetteer/vietnam.json"_s);
    if (!file.open(QIODevice::ReadOnly)) throw std::logic_error("no gazetteer");
    return file.readAll();
}

}  // namespace

TaskStack::TaskStack(Ports ports, const QByteArray& instance, const EngineConfig& config)
    : m_clock(ports.clock),
      m_store(ports.history, QString::fromUtf8(ProcessName::ofThisProcess().text())),
      m_gazetteer(gazetteerText()),
      m_worker({ports.clock, ports.random, m_store}, OwnerId(instance + ":tasks")),
      m_findDetails({ports.clock, ports.history, m_store, ports.events}, m_gazetteer, config.detailsFromAi),
      m_saveMessage(ports.clock, m_store, ports.events),
      m_changeStatus(m_store),
      m_watch({ports.clock, ports.random, m_store, m_store}, m_worker, config.detailsFromAi),
      m_adopt({ports.clock, ports.queue, m_store}, m_worker),
      m_rollUps(ports.history, ports.clock),
      m_rollUp({ports.clock, m_store, m_rollUps, m_store}, m_worker),
      m_privacy(ports.history),
      m_retention({ports.clock, m_store, m_store, m_privacy}, config.retention, m_worker),
      m_imports(ports.history, QString::fromUtf8(ProcessName::ofThisProcess().text())),
      m_import({ports.clock, ports.random, m_imports, m_store}, QString::fromUtf8(ProcessName::ofThisProcess().host)),
      m_adopts(config.adoptTasks)
{
    m_worker.handle(task_kind::kExtractCustomerInfo, m_findDetails);
    m_worker.handle(task_kind::kSaveMessage, m_saveMessage);
    m_worker.handle(task_kind::kUpdateSessionStatus, m_changeStatus);
    m_worker.onEnded([this](const BackgroundTask& task, TaskState state, const QString& reason) {
        m_adopt.ended(task, state, reason);
    });
    m_worker.handle(task_kind::kCustomerDetails, m_findDetails);
    m_worker.handle(task_kind::kRollUpStatistics, m_rollUp);
    m_worker.handle(task_kind::kRetention, m_retention);
    m_worker.handle(task_kind::kExport, m_forsakenExport);
    m_worker.handle(task_kind::kImport, m_import);
}

void TaskStack::start()
{
    m_worker.start();
    m_watch.start();
    m_rollUp.start();
    m_retention.start();
    if (m_adopts) m_adopt.start();
}

QCoro::Task<void> TaskStack::stop(std::chrono::milliseconds deadline)
{
    auto adopting = m_adopt.stop(deadline);
    co_await adopting;
    auto gathering = m_watch.stop();
    co_await gathering;
    auto rolling = m_rollUp.stop();
    co_await rolling;
    auto retaining = m_retention.stop();
    co_await retaining;
    m_import.stop();
    auto working = m_worker.stop(deadline);
    co_await working;
}

std::vector<Figure> TaskStack::figures() const
{
    const TaskWorker::Figures& figures = m_worker.figures();
    const TaskCounts& queue = figures.queue;
    const double age = queue.oldest ? std::chrono::duration<double>(m_clock.now() - *queue.oldest).count() : 0;
    return {
        {"tasks_waiting", "Background tasks waiting to be carried out.", double(queue.waiting), false},
        {"tasks_in_work", "Background tasks in work, on all engines.", double(queue.working), false},
        {"tasks_dead", "Background tasks that wait for a person's decision.", double(queue.dead), false},
        {"tasks_oldest_seconds", "Age of the oldest background task that is not done.", age, false},
        {"tasks_done_total", "Background tasks this engine carried out.", double(figures.done), true},
        {"tasks_adopted_total", "Tasks of other programs this engine brought into the store.",
         double(m_adopt.adoptedTotal()), true},
        {"tasks_retried_total", "Tries of background tasks that failed and are repeated.", double(figures.retried),
         true},
        {"tasks_late_total", "Ends of background tasks refused because another engine had taken them over.",
         double(figures.refusedLate), true},
        {"statistics_rolled_up_total", "Pieces of hours this engine counted for the statistics.",
         double(m_rollUp.writtenTotal()), true},
    };
}

}  // namespace tongdai
