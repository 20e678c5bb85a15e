#include "engine/work/desk/admin_acts.h"

#include "engine/work/tasks/forget_finished.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

void addMissing(std::vector<ConversationId>& known, std::vector<ConversationId> more)
{
    for (ConversationId& each : more) {
        if (std::ranges::find(known, each) == known.end()) known.push_back(std::move(each));
    }
}

}  // namespace

AdminActs::AdminActs(PipelinePorts ports, PipelineOptions options, ConversationRunner& runner, Announcer& announcer,
                     WorkCount& work)
    : m_ports(ports), m_options(std::move(options)), m_runner(runner), m_announcer(announcer), m_work(work)
{
}

QCoro::Task<AdminActs::Cancelled> AdminActs::cancel(ConversationId conversation, QString by)
{
    const WorkCount::Guard busy(m_work);
    QString why = by.isEmpty() ? u"admin"_s : by;
    auto released = co_await m_ports.store.forceRelease(conversation, why);
    Cancelled result;
    result.existed = released.existed;
    result.cancelled = released.wasHeld;
    if (!released.existed) co_return result;
    m_runner.fenceRaised(conversation, released.conversation.fence, TurnEnd::Released);
    m_ports.events.fenceRaised(conversation, released.conversation.fence, TurnEnd::Released);
    const Fence fence = released.conversation.fence;
    if (released.wasHeld)
        m_ports.events.claimNoted({conversation, ClaimAct::Forced, {}, fence - 1, fence, by, m_ports.clock.now()});
    m_announcer.tellAll(Change{released.conversation, {}, std::move(released.events)});
    result.lockReleased = co_await m_ports.live.dropGate(conversation);
    co_return result;
}

QCoro::Task<int> AdminActs::cleanUp(std::chrono::hours maxAge)
{
    const WorkCount::Guard busy(m_work);
    const int cleaned = co_await forgetFinished(m_ports, maxAge);
    co_return cleaned;
}

QCoro::Task<AdminActs::List> AdminActs::list(int limit, InSight sight)
{
    const WorkCount::Guard busy(m_work);
    List list;
    auto reading = m_ports.reader.adminConversations(limit, sight);
    list.conversations = co_await reading;
    if (sight.isWhole()) {
        const HistoryStats stats = co_await m_ports.reader.stats(m_options.maxConversationAge, stuckAfter());
        list.total = stats.conversations;
    } else {
        // How many there are of others is out of sight, too.
        auto counting = m_ports.reader.queueCounts({}, sight);
        const QueueCounts seen = co_await counting;
        list.total = seen.of[size_t(WorkQueue::All)];
    }
    list.storageBackend = m_ports.live.isShared() ? u"Redis"_s : u"Memory"_s;
    co_return list;
}

QCoro::Task<AdminActs::Stats> AdminActs::stats()
{
    const WorkCount::Guard busy(m_work);
    Stats stats;
    stats.history = co_await m_ports.reader.stats(m_options.maxConversationAge, stuckAfter());
    stats.live = co_await m_ports.live.stats();
    stats.turnsInWork = m_runner.inWork();
    stats.fencedTotal = m_runner.fencedTotal();
    co_return stats;
}

QCoro::Task<AdminActs::Health> AdminActs::health(bool asksHistory)
{
    const WorkCount::Guard busy(m_work);
    Health health;
    const auto started = m_ports.clock.elapsed();
    try {
        if (asksHistory) health.history = co_await m_ports.reader.stats(m_options.maxConversationAge, stuckAfter());
    } catch (const std::exception& error) {
        health.historyError = QString::fromUtf8(error.what());
    }
    health.historyLatency = m_ports.clock.elapsed() - started;
    if (health.history) {
        std::vector<ConversationId> open = co_await m_ports.live.withoutGate(health.history->inWork);
        addMissing(health.history->stuck, std::move(open));
    }
    health.live = co_await m_ports.live.stats();
    try {
        health.aiHealthy = co_await m_ports.ai.isHealthy();
    } catch (const std::exception&) {
        health.aiHealthy = false;
    }
    health.platformConfigured = m_ports.platform.isConfigured();
    if (health.platformConfigured) {
        try {
            health.platformHealthy = co_await m_ports.platform.isHealthy();
        } catch (const std::exception&) {
            health.platformHealthy = false;
        }
    }
    health.platformPaused = m_runner.platformPause();
    health.turnsInWork = m_runner.inWork();
    co_return health;
}

/// "stuck" = at work for longer than twice AI_PROCESSING_TIMEOUT, or without a lock (contracts/handle-message §5).
std::chrono::seconds AdminActs::stuckAfter() const
{
    return std::chrono::duration_cast<std::chrono::seconds>(m_options.aiProcessing * 2);
}

}  // namespace tongdai
