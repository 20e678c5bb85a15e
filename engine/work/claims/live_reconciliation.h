#pragma once

#include "engine/work/claims/held_claims.h"
#include "engine/work/loops/coalesced_task.h"
#include "engine/work/loops/work_count.h"
#include "engine/work/message/pipeline_ports.h"

namespace tongdai {

/// Puts into Redis again what other programs and engines look for there, after it lost its data or came back as an
/// older copy (guarantees 2.13): the locks of conversations in work, and a hint for each that waits. Nothing depends on
/// it: ownership and messages were in the rows all along. Engine loop.
class LiveReconciliation {
public:
    LiveReconciliation(PipelinePorts ports, PipelineOptions options, HeldClaims& held, WorkCount& work)
        : m_ports(ports), m_options(std::move(options)), m_held(held), m_work(work), m_run([this] { return run(); })
    {
    }
    /// Returns at once. Asked again while it runs, it runs once more afterwards.
    void start() { m_run.ask(); }

private:
    QCoro::Task<void> run();
    QCoro::Task<int> lockAgain();
    QCoro::Task<int> hintAgain();

    PipelinePorts m_ports;
    PipelineOptions m_options;
    HeldClaims& m_held;
    WorkCount& m_work;
    CoalescedTask m_run;
};

}  // namespace tongdai
