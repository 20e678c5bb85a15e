#include "engine/work/platform/outbox_relay.h"

#include "engine/domain/log.h"
#include "engine/domain/ports/platform_client.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log outboxRelayLog("pipeline.outbox");

OutboxRelay::OutboxRelay(PipelinePorts ports, OwnerId owner, PlatformSender& sender, WorkCount& work)
    : m_ports(ports),
      m_owner(std::move(owner)),
      m_sender(sender),
      m_work(work),
      m_rounds(
          ports.clock, kRelayEvery, [this] { return claimDue(); }, &work)
{
}

void OutboxRelay::start()
{
    m_rounds.start();
}

void OutboxRelay::stop()
{
    m_rounds.stop();
}

int OutboxRelay::freeSenders()
{
    PlatformBreaker& breaker = m_sender.breaker();
    if (breaker.isClosed()) return kMaxSenders - m_sending;
    const auto now = m_ports.clock.elapsed();
    if (m_sending > 0 || !breaker.mayProbe(now)) return 0;
    breaker.probing(now);
    return 1;
}

QCoro::Task<void> OutboxRelay::claimDue()
{
    if (!m_ports.platform.isConfigured()) co_return;
    const int free = freeSenders();
    if (free <= 0) co_return;
    const auto claimedAt = m_ports.clock.elapsed();
    std::vector<OutboxItem> items;
    try {
        items = co_await m_ports.outbox.claimOutbox(m_owner, free, m_sender.inHands());
        m_storeDown = false;
    } catch (const std::exception& error) {
        if (!std::exchange(m_storeDown, true)) {
            outboxRelayLog.warn("outbox cannot be read", {{u"cause"_s, QString::fromUtf8(error.what())}});
        }
        co_return;
    }
    for (OutboxItem& item : items)
        deliver(std::move(item), claimedAt);
}

QCoro::Task<void> OutboxRelay::deliver(OutboxItem item, std::chrono::nanoseconds claimedAt)
{
    const WorkCount::Guard busy(m_work);
    ++m_sending;
    const bool isTooLate = m_ports.clock.elapsed() - claimedAt > kMaxSendStart;
    if (isTooLate || m_rounds.isStopping()) {
        co_await m_sender.giveBack(std::move(item), m_owner);
    } else {
        co_await m_sender.send(std::move(item), m_owner);
    }
    --m_sending;
    m_rounds.wake();  // the next row of that conversation may be free now, and so is a sender
}

}  // namespace tongdai
