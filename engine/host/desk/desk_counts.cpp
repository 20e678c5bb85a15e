#include "engine/host/desk/desk_counts.h"

#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log deskCountsLog("desk.counts");

constexpr std::chrono::nanoseconds kShortestPause = 100ms;  // the window's batches (design §3)
constexpr std::chrono::nanoseconds kLongestPause = 1min;
constexpr std::chrono::nanoseconds kAfterFailure = 2s;
constexpr int kPausesPeople = 20;
constexpr int kPausesAll = 50;

}  // namespace

DeskCounts::DeskCounts(ports::HistoryReader& reader, ports::Clock& clock, OperatorId me)
    : m_reader(reader), m_clock(clock), m_me(std::move(me)), m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { count(); });
}

void DeskCounts::setMe(const OperatorId& me, const InSight& sight)
{
    if (m_me == me && m_sight == sight) return;
    m_me = me;
    m_sight = sight;
    ++m_whose;
    m_counts.reset();
    m_people.mayBegin = m_all.mayBegin = {};
}

void DeskCounts::noteChange()
{
    m_people.isWanted = true;
    m_all.isWanted = true;
    schedule();
}

void DeskCounts::ask()
{
    if (m_counts) emit counted(*m_counts);
    noteChange();
}

void DeskCounts::schedule()
{
    if (m_isCounting) return;
    std::optional<std::chrono::nanoseconds> next;
    for (const Round& round : {m_people, m_all}) {
        if (round.isWanted) next = std::min(next.value_or(round.mayBegin), round.mayBegin);
    }
    if (!next) return;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - m_clock.elapsed());
    m_timer.start(std::max(left, 0ms));
}

/// One count at a time. A count of all answers for the others as well.
QCoro::Task<void> DeskCounts::count()
{
    if (m_isCounting) co_return;
    const auto began = m_clock.elapsed();
    const bool isOfAll = m_all.isWanted && began >= m_all.mayBegin;
    if (!isOfAll && !(m_people.isWanted && began >= m_people.mayBegin)) {
        schedule();
        co_return;
    }
    m_isCounting = true;
    const quint64 whose = m_whose;
    m_people.isWanted = false;
    if (isOfAll) m_all.isWanted = false;
    try {
        QueueCounts counts;
        if (isOfAll) {
            auto counting = m_reader.queueCounts(m_me, m_sight);
            counts = co_await counting;
        } else {
            auto counting = m_reader.peopleCounts(m_me, m_sight);
            counts = co_await counting;
            for (const WorkQueue rest : {WorkQueue::WithBot, WorkQueue::Closed, WorkQueue::All})
                counts.of[size_t(rest)] = m_counts ? m_counts->of[size_t(rest)] : 0;
        }
        m_isFailing = false;
        if (whose == m_whose) {
            end(isOfAll ? m_all : m_people, began, isOfAll ? kPausesAll : kPausesPeople);
            tell(counts);
        } else {
            m_people.isWanted = m_all.isWanted = true;
        }
    } catch (const StoreError& error) {
        if (!std::exchange(m_isFailing, true))
            deskCountsLog.warn("queues were not counted", {{u"cause"_s, error.cause()}});
        m_people = m_all = {true, m_clock.elapsed() + kAfterFailure};
    }
    m_isCounting = false;
    schedule();
}

void DeskCounts::end(Round& round, std::chrono::nanoseconds began, int pauses)
{
    const auto ended = m_clock.elapsed();
    m_people.mayBegin = ended + kShortestPause;
    round.mayBegin = ended + std::clamp((ended - began) * pauses, kShortestPause, kLongestPause);
}

void DeskCounts::tell(const QueueCounts& counts)
{
    if (m_counts == counts) return;
    m_counts = counts;
    emit counted(counts);
}

}  // namespace tongdai
