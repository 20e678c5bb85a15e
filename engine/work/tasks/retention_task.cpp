#include "engine/work/tasks/retention_task.h"

#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"

#include <QDateTime>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log retentionLog("privacy");

namespace {

/// It belongs to no conversation; tasks of one are carried out one after the other.
constexpr char kRetentionPlace[] = "retention";
constexpr auto kRetentionStopPoll = 10ms;
constexpr auto kRetentionMostStopTime = 2s;

QByteArray dayOf(TimePoint time)
{
    return QDateTime::fromMSecsSinceEpoch(qint64(time.time_since_epoch().count()), Qt::UTC)
        .date()
        .toString(Qt::ISODate)
        .toLatin1();
}

qint64 removableIn(const std::vector<RetentionCount>& counts)
{
    qint64 sum = 0;
    for (const RetentionCount& count : counts)
        sum += count.removed;
    return sum;
}

}  // namespace

RetentionTask::RetentionTask(Ports ports, RetentionPolicy policy, TaskWorker& worker)
    : m_ports(ports), m_policy(policy), m_worker(worker), m_pause(ports.clock)
{
}

void RetentionTask::start()
{
    if (!m_policy.isEmpty()) loop();
}

QCoro::Task<void> RetentionTask::stop()
{
    m_stopping = true;
    m_pause.wake();
    const auto end = m_ports.clock.elapsed() + kRetentionMostStopTime;
    while (m_work.inWork() > 0 && m_ports.clock.elapsed() < end)
        co_await m_ports.clock.sleep(kRetentionStopPoll);
}

QCoro::Task<void> RetentionTask::loop()
{
    const WorkCount::Guard busy(m_work);
    const std::chrono::milliseconds usual = kFirstLook;
    const std::chrono::milliseconds first(qint64(FAILPOINT_AMOUNT("first-retention", double(usual.count()))));
    auto settling = m_pause.wait(first);
    co_await settling;
    while (!m_stopping) {
        auto adding = addTask();
        co_await adding;
        if (m_stopping) break;
        auto waiting = m_pause.wait(kLookEvery);
        co_await waiting;
    }
}

/// Every engine asks for it; the key makes it one task a day.
QCoro::Task<void> RetentionTask::addTask()
{
    try {
        NewTask task;
        task.kind = QString::fromLatin1(task_kind::kRetention);
        task.conversation = ConversationId(kRetentionPlace);
        task.dedupKey = "retention:" + dayOf(m_ports.clock.now());
        std::vector<NewTask> tasks{task};
        auto adding = m_ports.tasks.addTasks(std::move(tasks));
        co_await adding;
        m_worker.wake();
    } catch (const StoreError& error) {
        retentionLog.warn("retention waits", {{u"cause"_s, error.cause()}});
    }
}

QCoro::Task<TaskResult> RetentionTask::run(BackgroundTask task)
{
    qint64 total = 0;  // not known: a big store may take longer to count than a question may last
    try {
        auto planning = m_ports.retention.planRetention(m_policy);
        const std::vector<RetentionCount> planned = co_await planning;
        total = removableIn(planned);
    } catch (const StoreError& error) {
        retentionLog.info("retention is not counted beforehand", {{u"cause"_s, error.cause()}});
    }
    qint64 done = 0;
    while (!m_stopping) {
        auto noting = m_ports.desk.noteProgress(task, done, total);
        const bool mayGoOn = co_await noting;
        if (!mayGoOn) co_return TaskResult{TaskResult::Kind::Dead, u"cancelled"_s, {}};
        auto applying = m_ports.retention.applyRetention(m_policy, programActor("retention"));
        const std::vector<RetentionCount> piece = co_await applying;
        FAILPOINT("retention.piece");
        const qint64 removed = removableIn(piece);
        if (removed == 0) {
            if (done > 0) retentionLog.info("retention", {{u"removed"_s, done}});
            co_return TaskResult{TaskResult::Kind::Done, {}, {}};
        }
        done += removed;
    }
    co_return TaskResult{TaskResult::Kind::GivenBack, {}, {}};
}

}  // namespace tongdai
