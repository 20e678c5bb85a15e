#include "engine/history/statistics/sql_roll_ups.h"

#include "engine/domain/work/background_task.h"
#include "engine/history/sql_history_calls.h"
#include "engine/history/statistics/roll_ups.h"

namespace tongdai {

namespace {

/// For the lines of many hours. With what is written then it stays below the task's lease.
constexpr std::chrono::seconds kRollUpWithin{45};
static_assert(kRollUpWithin + SqlHistory::kDeadline < kTaskLease);

}  // namespace

QCoro::Task<std::optional<QByteArray>> SqlRollUps::hoursToRollUp()
{
    const qint64 end = reads::openHour(m_clock.now());
    auto asking = m_history.read("roll-up state", [end](SqlSession& session) {
        const RollUpState state = reads::rollUpState(session);
        return reads::hasHoursToRollUp(session, state, end) ? std::optional(state.revision) : std::nullopt;
    });
    const std::optional<qint64> revision = co_await asking;
    if (!revision) co_return std::nullopt;
    co_return "roll-up:" + QByteArray::number(*revision) + ':' + QByteArray::number(end);
}

QCoro::Task<ports::RollUpStore::Written> SqlRollUps::rollUpNext(BackgroundTask task)
{
    const TimePoint now = m_clock.now();
    auto counting = m_history.read(
        "roll up",
        [now](SqlSession& session) { return std::make_shared<const RolledHours>(reads::rollUpNext(session, now)); },
        kRollUpWithin);
    const std::shared_ptr<const RolledHours> hours = co_await counting;
    auto writing = m_history.writeApart(
        "roll up", [task, hours](UnitOfWork& work, WriteJob&) { return writeRolledHours(work, task, *hours); });
    const Written written = co_await writing;
    co_return written;
}

}  // namespace tongdai
