#pragma once

#include "engine/domain/ports/hook_store.h"
#include "engine/work/loops/periodic_task.h"

namespace tongdai {

/// Ends the calls of hooks that connections.json does not name any more: nobody would ever make them, or say so. An
/// engine of another computer may have a hook that this one has not: what any engine has touched a little while ago is
/// left alone, and so is everything until this engine has been there for as long. Engine loop.
class ForgottenHooks {
public:
    /// An engine that has a hook tries, or puts off, its calls more often than that.
    static constexpr std::chrono::minutes kForgottenAfter{5};

    /// `kinds`: of the tasks of the hooks that are named.
    ForgottenHooks(ports::Clock& clock, ports::HookStore& store, QStringList kinds);

    void start() { m_rounds.start(kForgottenAfter); }
    QCoro::Task<void> stop(std::chrono::milliseconds deadline) { return m_rounds.stopped(deadline); }

private:
    QCoro::Task<void> round();

    ports::HookStore& m_store;
    QStringList m_kinds;
    PeriodicTask m_rounds;
};

}  // namespace tongdai
