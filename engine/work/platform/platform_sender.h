#pragma once

#include "engine/work/message/announcer.h"
#include "engine/work/message/pipeline_ports.h"
#include "engine/work/platform/platform_breaker.h"

#include <unordered_set>

namespace tongdai {

/// One try to hand one outbox row to the platform, and the record of what came of it. Used by a turn for its own row
/// and by the relay for all others; both share the breaker. Engine loop. Never throws.
class PlatformSender {
public:
    PlatformSender(PipelinePorts ports, Announcer& announcer) : m_ports(ports), m_announcer(announcer) {}

    PlatformBreaker& breaker() { return m_breaker; }
    const PlatformBreaker& breaker() const { return m_breaker; }
    using Milliseconds = std::chrono::duration<double, std::milli>;
    /// The row must be `sending` and ours. `recordTook`: what recording the turn took, where the caller has just done
    /// that. @returns the pancake_result of contracts/handle-message §2.
    QCoro::Task<QJsonObject> send(OutboxItem item, OwnerId owner, Milliseconds recordTook = {});
    /// The row could not be started in time: back to waiting, not sent (guarantees 2.6).
    QCoro::Task<void> giveBack(OutboxItem item, OwnerId owner);
    /// The rows that are being sent or settled at this moment.
    std::vector<qint64> inHands() const { return {m_inHands.begin(), m_inHands.end()}; }

private:
    QCoro::Task<void> settle(OutboxItem item, OwnerId owner, SendOutcome outcome, std::chrono::milliseconds nextIn);
    void note(const SendOutcome& outcome);

    PipelinePorts m_ports;
    Announcer& m_announcer;
    PlatformBreaker m_breaker;
    std::unordered_set<qint64> m_inHands;
};

}  // namespace tongdai
