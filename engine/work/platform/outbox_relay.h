#pragma once

#include "engine/work/loops/periodic_task.h"
#include "engine/work/loops/work_count.h"
#include "engine/work/platform/platform_sender.h"

namespace tongdai {

inline constexpr int kMaxSenders = 8;  ///< rows the relay sends at the same time
inline constexpr std::chrono::seconds kRelayEvery{1};
inline constexpr std::chrono::seconds kMaxSendStart{20};  ///< a row not started this long after its claim is given back

/// Sends what no turn could send itself: rows that failed before, rows behind another, an operator's replies, rows a
/// crash left. Claims no more than it can start at once. Engine loop.
class OutboxRelay {
public:
    OutboxRelay(PipelinePorts ports, OwnerId owner, PlatformSender& sender, WorkCount& work);
    void start();
    void stop();
    /// There may be something to send: do not wait for the next poll.
    void wake() { m_rounds.wake(); }

private:
    QCoro::Task<void> claimDue();
    QCoro::Task<void> deliver(OutboxItem item, std::chrono::nanoseconds claimedAt);
    int freeSenders();

    PipelinePorts m_ports;
    OwnerId m_owner;
    PlatformSender& m_sender;
    WorkCount& m_work;
    int m_sending = 0;
    bool m_storeDown = false;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
