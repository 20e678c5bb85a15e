#pragma once

#include "engine/domain/ports/hook_store.h"
#include "engine/work/loops/periodic_task.h"

namespace tongdai {

/// Ends the calls of hooks that connections.json does not name any more: nobody would ever make them, or say so. An
/// engine of another computer may have a hook that this one has not, and be away for a night: what any engine has
/// touched within a day is left alone. Engine loop.
class ForgottenHooks {
public:
    /// An engine that has a hook tries, or puts off, its calls much more often than that.
    static constexpr std::chrono::hours kForgottenAfter{24};
    static constexpr std::chrono::hours kLookedForEvery{1};
    /// Within that time an engine that starts has taken up the calls of its hooks.
    static constexpr std::chrono::minutes kAfterTheStart{5};

    /// `kinds`: of the tasks of the hooks that are named.
    ForgottenHooks(ports::Clock& clock, ports::HookStore& store, QStringList kinds);

    void start() { m_rounds.start(kAfterTheStart); }
    QCoro::Task<void> stop(std::chrono::milliseconds deadline) { return m_rounds.stopped(deadline); }

private:
    QCoro::Task<void> round();

    ports::HookStore& m_store;
    QStringList m_kinds;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
