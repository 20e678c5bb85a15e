#pragma once

#include "engine/work/desk/operator_acts.h"
#include "engine/work/loops/periodic_task.h"

#include <QHash>

namespace tongdai {

/// How long after its time a wait may go unnoticed.
inline constexpr std::chrono::seconds kWaitsLookedAtEvery{5};
/// Who has waited for longer is told nothing any more: a weekend, but not what an engine that was off for weeks finds.
inline constexpr std::chrono::hours kApologyWithin{72};

/// Looks for customers who were promised a person and to whom nobody came within the shop's time, in working hours, and
/// does what the shop wants done for them (features C6). What was done stands in the thread, so it is done once a wait,
/// whichever engine looks and whatever was restarted; the memory here only saves asking twice. Nothing of it is on a
/// message's way. Engine loop.
class NobodyCameWatch {
public:
    NobodyCameWatch(PipelinePorts ports, NobodyCameRule rule, OperatorActs& acts, WorkCount& work);
    void start();
    void stop();
    /// It changed: who has somebody now waits in vain no more.
    void note(const Conversation& conversation);

    /// Customers who wait beyond their time, while nobody has them.
    int waiting() const { return int(m_known.size()); }
    /// Waits that this engine was the one to act on.
    qint64 actedTotal() const { return m_actedTotal; }

private:
    struct Known {
        LongWait wait;
        quint64 seenIn = 0;
    };
    QCoro::Task<std::chrono::milliseconds> look();
    QCoro::Task<void> lookAt(ports::LongWaitPage page);
    QCoro::Task<void> act(LongWait wait, TimePoint now);
    void endRound();
    void tell();

    PipelinePorts m_ports;
    NobodyCameRule m_rule;
    OperatorActs& m_acts;
    WorkingHours m_hours;
    QHash<ConversationId, Known> m_known;  ///< each was acted on, by whomever
    std::vector<LongWait> m_told;
    std::optional<LongWait> m_behind;  ///< how far this round has come
    quint64 m_round = 1;
    qint64 m_actedTotal = 0;
    bool m_storeDown = false;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
