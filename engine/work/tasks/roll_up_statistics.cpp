#include "engine/work/tasks/roll_up_statistics.h"

#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log rollUpLog("statistics");

namespace {

/// It belongs to no conversation; tasks of one are carried out one after the other.
constexpr char kRollUpPlace[] = "statistics";

}  // namespace

/// Every engine asks for it; the key makes it one task.
QCoro::Task<void> RollUpStatistics::addTask()
{
    try {
        auto asking = m_ports.rollUps.hoursToRollUp();
        const std::optional<QByteArray> key = co_await asking;
        if (!key) co_return;
        std::vector<NewTask> tasks{{QString::fromLatin1(task_kind::kRollUpStatistics),
                                    ConversationId(kRollUpPlace),
                                    *key,
                                    {},
                                    kMaxTaskAttempts}};
        auto adding = m_ports.tasks.addTasks(std::move(tasks));
        co_await adding;
        m_worker.wake();
    } catch (const StoreError& error) {
        rollUpLog.debug("hours are not rolled up yet", {{u"cause"_s, error.cause()}});
    }
}

QCoro::Task<TaskResult> RollUpStatistics::run(BackgroundTask task)
{
    using Written = ports::RollUpStore::Written;
    const auto end = m_ports.clock.elapsed() + kRollUpAtMost;
    Written written = Written::More;
    bool mayGoOn = true;
    qint64 pieces = 0;
    while (!m_rounds.isStopping() && mayGoOn && written != Written::Last && m_ports.clock.elapsed() < end) {
        auto rolling = m_ports.rollUps.rollUpNext(task);
        written = co_await rolling;
        if (written == Written::NotOurs) co_return TaskResult{TaskResult::Kind::Refused, {}, {}};
        if (written == Written::Overtaken) continue;
        ++m_written;
        FAILPOINT("roll-up.piece");
        if (written == Written::Last) break;
        auto noting = m_ports.desk.noteProgress(task, ++pieces, 0);
        mayGoOn = co_await noting;
    }
    // What is left is the next task; of one that somebody cancelled, the one after the usual pause.
    if (written != Written::Last && mayGoOn) m_rounds.wake();
    co_return TaskResult{TaskResult::Kind::Done, {}, {}};
}

}  // namespace tongdai
