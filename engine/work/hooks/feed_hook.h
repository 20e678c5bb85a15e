#pragma once

#include "engine/domain/ports/hook_store.h"
#include "engine/work/loops/periodic_task.h"
#include "engine/work/tasks/task_worker.h"

namespace tongdai {

/// Makes calls of the events that one hook wants (features E8). It reads what is written already, a moment after it
/// was, so that a message has nothing to do with it; how far it has read stands in the store, moved in the transaction
/// that adds the calls: each event is one call, whoever dies, and whichever engine reads. Engine loop.
class FeedHook {
public:
    static constexpr std::chrono::milliseconds kGather{300};
    static constexpr std::chrono::seconds kLookEvery{10};  ///< without news: what a dead engine left
    static constexpr std::chrono::seconds kAfterTrouble{2};
    /// Calls in the store; the rest stays where it is, among the events, so that a target that is away for days costs
    /// nothing more.
    static constexpr qint64 kMostWaiting = 1'000;
    /// Events passed without one for the hook before its place is written down.
    static constexpr qint64 kPlaceEvery = 5'000;

    FeedHook(ports::Clock& clock, ports::HookStore& store, TaskWorker& worker, OutgoingHook hook);

    void start() { m_rounds.start(); }
    QCoro::Task<void> stop(std::chrono::milliseconds deadline) { return m_rounds.stopped(deadline); }
    /// Something was written.
    void wake() { m_rounds.wake(); }

    const ports::HookStore::Standing& standing() const { return m_standing; }

private:
    QCoro::Task<std::chrono::milliseconds> round();
    QCoro::Task<std::chrono::milliseconds> feed();
    std::vector<NewTask> callsOf(const std::vector<TimedEvent>& events) const;

    ports::Clock& m_clock;
    ports::HookStore& m_store;
    TaskWorker& m_worker;
    OutgoingHook m_hook;
    ports::HookStore::Standing m_standing;
    qint64 m_seen = 0;  ///< looked at, at or behind the place in the store
    bool m_isStoreAway = false;
    bool m_hasBegun = false;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
