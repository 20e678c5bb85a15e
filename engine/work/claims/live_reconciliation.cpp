#include "engine/work/claims/live_reconciliation.h"

#include "engine/domain/log.h"
#include "engine/domain/ports/live/live_state.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log liveReconciliationLog("pipeline.reconcile");

/// More hints at once would say nothing new: every engine polls the rows anyway.
static constexpr int kMaxHints = 1000;

QCoro::Task<void> LiveReconciliation::run()
{
    const WorkCount::Guard busy(m_work);
    const int locks = co_await lockAgain();
    const int hints = co_await hintAgain();
    liveReconciliationLog.info("live state put right", {{u"locks"_s, locks}, {u"hints"_s, hints}});
}

QCoro::Task<int> LiveReconciliation::lockAgain()
{
    int locks = 0;
    const auto held = m_held.all();
    for (const auto& each : held) {
        if (each->isOver() || each->isRecorded) continue;
        const Claim claim = each->claim;
        const Gate gate = co_await m_ports.live.acquireGate(claim.conversation, claim.owner.bytes(), m_options.gateTtl);
        each->hasGate = gate == Gate::Got || gate == Gate::AlreadyOurs;
        if (gate == Gate::Got) ++locks;
        // Ended meanwhile: nobody else would open it before its time is over.
        const bool isLeftOver = each->isOver() || each->isRecorded;
        if (isLeftOver) co_await m_ports.live.releaseGate(claim.conversation, claim.owner.bytes());
    }
    co_return locks;
}

QCoro::Task<int> LiveReconciliation::hintAgain()
{
    std::vector<ConversationId> waiting;
    try {
        waiting = co_await m_ports.store.due(kMaxHints);
    } catch (const std::exception& error) {  // the poll finds them when the store is back
        liveReconciliationLog.warn("no hints for waiting conversations",
                                   {{u"cause"_s, QString::fromUtf8(error.what())}});
    }
    for (const ConversationId& conversation : waiting)
        co_await m_ports.live.hint(conversation);
    co_return int(waiting.size());
}

}  // namespace tongdai
