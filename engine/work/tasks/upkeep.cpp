#include "engine/work/tasks/upkeep.h"

#include "engine/domain/log.h"
#include "engine/work/tasks/forget_finished.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log upkeepLog("pipeline.upkeep");

Upkeep::Upkeep(PipelinePorts ports, PipelineOptions options, WaitingPoller& poller, OutboxRelay& relay, WorkCount& work)
    : m_ports(ports),
      m_options(std::move(options)),
      m_poller(poller),
      m_relay(relay),
      m_rounds(
          ports.clock, [this] { return round(); }, &work)
{
}

void Upkeep::start()
{
    m_nextCleanUp = m_ports.clock.elapsed() + m_options.cleanupInterval;
    m_rounds.start();
}

void Upkeep::stop()
{
    m_rounds.stop();
}

QCoro::Task<std::chrono::milliseconds> Upkeep::round()
{
    co_await reconcile();
    if (!m_rounds.isStopping() && m_ports.clock.elapsed() >= m_nextCleanUp) {
        co_await cleanUp();
        m_nextCleanUp = m_ports.clock.elapsed() + m_options.cleanupInterval;
    }
    co_return kReconcileEvery;
}

QCoro::Task<void> Upkeep::reconcile()
{
    m_poller.wake();
    m_relay.wake();
    ports::ConversationStore::Repairs repairs;
    try {
        repairs = co_await m_ports.store.repair(kWaitingAlarm);
    } catch (const std::exception& error) {
        upkeepLog.warn("reconciliation skipped", {{u"cause"_s, QString::fromUtf8(error.what())}});
        co_return;
    }
    if (repairs.pendingFlags > 0) {
        upkeepLog.error("rows put right", {{u"pending"_s, repairs.pendingFlags}});
        m_ports.events.alarm(u"rows_repaired"_s);
    }
    if (repairs.waitingTooLong > 0) {
        upkeepLog.error("messages wait too long", {{u"messages"_s, repairs.waitingTooLong}});
        m_ports.events.alarm(u"waiting_too_long"_s);
    }
}

QCoro::Task<void> Upkeep::cleanUp()
{
    try {
        const int cleaned = co_await forgetFinished(m_ports, m_options.maxConversationAge);
        upkeepLog.info("finished conversations cleaned up", {{u"conversations"_s, cleaned}});
    } catch (const std::exception& error) {
        upkeepLog.warn("cleanup skipped", {{u"cause"_s, QString::fromUtf8(error.what())}});
    }
}

}  // namespace tongdai
