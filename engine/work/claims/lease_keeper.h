#pragma once

#include "engine/work/claims/held_claims.h"
#include "engine/work/loops/periodic_task.h"
#include "engine/work/loops/work_count.h"
#include "engine/work/message/pipeline_ports.h"

namespace tongdai {

inline constexpr std::chrono::seconds kRenewEvery{10};
inline constexpr int kMaxMissedRenewals = 3;

/// Renews the leases of everything this engine holds, all in one batch (guarantees 2.4). A claim that is lost, was not
/// renewed three times in a row or is held longer than kMaxHold is ended: its AI call is cancelled. Engine loop.
class LeaseKeeper {
public:
    LeaseKeeper(PipelinePorts ports, PipelineOptions options, HeldClaims& held, WorkCount& work);
    void start();
    void stop();

private:
    QCoro::Task<std::chrono::milliseconds> round();
    QCoro::Task<void> renewAll();
    QCoro::Task<void> renewGates();
    void missed(const std::vector<std::shared_ptr<HeldClaim>>& renewed);

    PipelinePorts m_ports;
    PipelineOptions m_options;
    HeldClaims& m_held;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
