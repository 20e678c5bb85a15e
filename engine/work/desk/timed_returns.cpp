#include "engine/work/desk/timed_returns.h"

#include "engine/domain/log.h"
#include "engine/domain/ports/live/timed_takeovers.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log timedReturnsLog("pipeline.returns");

TimedReturns::TimedReturns(PipelinePorts ports, OperatorActs& acts, WorkCount& work)
    : m_ports(ports),
      m_acts(acts),
      m_rounds(
          ports.clock, kReturnsEvery, [this] { return look(); }, &work)
{
}

void TimedReturns::start()
{
    if (m_ports.takeovers) m_rounds.start();
}

void TimedReturns::stop()
{
    m_rounds.stop();
}

QCoro::Task<void> TimedReturns::look()
{
    try {
        const std::vector<ConversationId> due = co_await m_ports.takeovers->returnsDue(kReturnsAtOnce);
        if (std::exchange(m_storeDown, false)) timedReturnsLog.info("takeovers can be looked at again");
        for (size_t i = 0; i < due.size() && !m_rounds.isStopping(); ++i)
            co_await m_acts.returnByTime(due[i]);
    } catch (const StoreError& error) {
        if (!std::exchange(m_storeDown, true))
            timedReturnsLog.warn("takeovers cannot be given back yet", {{u"cause"_s, error.cause()}});
    }
}

}  // namespace tongdai
