#pragma once

#include "engine/work/desk/operator_acts.h"
#include "engine/work/loops/periodic_task.h"

namespace tongdai {

/// How long after its end a takeover may still last.
inline constexpr std::chrono::seconds kReturnsEvery{2};
inline constexpr int kReturnsAtOnce = 50;

/// Gives conversations back to the bot when the time of their takeover is over. The end stands in the row: it survives
/// a restart, and of several engines one gives back. Engine loop.
class TimedReturns {
public:
    TimedReturns(PipelinePorts ports, OperatorActs& acts, WorkCount& work);
    void start();
    void stop();

private:
    QCoro::Task<void> look();

    PipelinePorts m_ports;
    OperatorActs& m_acts;
    bool m_storeDown = false;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
