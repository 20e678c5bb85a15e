#pragma once

#include "engine/work/loops/periodic_task.h"
#include "engine/work/message/waiting_poller.h"
#include "engine/work/platform/outbox_relay.h"

namespace tongdai {

inline constexpr std::chrono::seconds kReconcileEvery{60};
inline constexpr std::chrono::minutes kWaitingAlarm{15};

/// What must be looked after without an occasion (guarantees 2.13): every 60 s, also at start, rows are put right, work
/// left lying is woken, and messages that wait too long raise an alarm; every CLEANUP_INTERVAL_HOURS finished
/// conversations are forgotten by the live bookkeeping. Engine loop.
class Upkeep {
public:
    Upkeep(PipelinePorts ports, PipelineOptions options, WaitingPoller& poller, OutboxRelay& relay, WorkCount& work);
    void start();
    void stop();

private:
    QCoro::Task<std::chrono::milliseconds> round();
    QCoro::Task<void> reconcile();
    QCoro::Task<void> cleanUp();

    PipelinePorts m_ports;
    PipelineOptions m_options;
    WaitingPoller& m_poller;
    OutboxRelay& m_relay;
    std::chrono::nanoseconds m_nextCleanUp{};
    PeriodicTask m_rounds;
};

}  // namespace tongdai
