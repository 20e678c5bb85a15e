#pragma once

#include "engine/domain/ids.h"
#include "engine/work/loops/periodic_task.h"
#include "engine/work/message/pipeline_ports.h"

namespace tongdai {

class ConversationRunner;
class WorkCount;

inline constexpr int kMaxTakenUp = 64;  ///< conversations taken up by poll or hint and in work at the same time
inline constexpr std::chrono::milliseconds kPollEvery{1000};
inline constexpr std::chrono::milliseconds kPollEveryAlone{100};  ///< without hints from other engines

/// Takes up conversations that wait without a valid owner: what a crash left, what was given back, what an operator
/// handed back elsewhere. So no stored message waits for ever, hint or not (guarantees 2.4). Engine loop.
class WaitingPoller {
public:
    WaitingPoller(PipelinePorts ports, ConversationRunner& runner, WorkCount& work);
    void start();
    void stop();
    /// A hint: this one waits. Taken up at once where there is room, else by the next poll.
    void wake(ConversationId conversation);
    void wake() { m_rounds.wake(); }
    /// The store answered the last poll.
    bool isStoreThere() const { return !m_storeDown; }

private:
    QCoro::Task<std::chrono::milliseconds> round();
    QCoro::Task<void> poll();
    int room() const;

    PipelinePorts m_ports;
    ConversationRunner& m_runner;
    bool m_storeDown = false;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
