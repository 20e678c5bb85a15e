#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/hook_caller.h"
#include "engine/domain/ports/live/shared_shelf.h"
#include "engine/domain/ports/random.h"
#include "engine/domain/ports/store/history_reader.h"
#include "engine/work/tasks/task_handler.h"

#include <deque>

namespace tongdai {

inline constexpr int kHookTriesShown = 100;
/// A hook that fails is left alone for so long, doubled from failure to failure.
inline constexpr std::chrono::seconds kFirstHookRest{1};
inline constexpr std::chrono::seconds kLongestHookRest{60};

/// Tells one hook's address what a task holds (features E8): within the hook's limit, and not while it rests because
/// the last tries failed. Waiting for either does not count as a try. Engine loop.
class CallHook final : public TaskHandler {
public:
    struct Ports {
        ports::Clock& clock;
        ports::Random& random;
        ports::SharedShelf& shelf;
        ports::HistoryReader& reader;
        ports::HookCaller& caller;
    };
    CallHook(Ports ports, OutgoingHook hook) : m_ports(ports), m_hook(std::move(hook)) {}

    QCoro::Task<TaskResult> run(BackgroundTask task) override;
    /// Whoever waits for its turn gives the task back.
    void stop() { m_isStopping = true; }

    /// Fills in what this engine knows of it.
    void describe(OutgoingHookState& state) const;

private:
    /// Nothing: it may be called now; else how long the task is to be given back for.
    QCoro::Task<std::optional<std::chrono::milliseconds>> untilFree();
    QCoro::Task<std::optional<StoredMessage>> lineOf(HistoryEvent event);
    TaskResult settle(const BackgroundTask& task, const TimedEvent& told, const HookAnswer& answer,
                      std::chrono::nanoseconds took);
    void rest(const HookAnswer& answer);

    Ports m_ports;
    OutgoingHook m_hook;
    std::deque<HookTry> m_tries;  ///< newest first
    qint64 m_taken = 0;
    qint64 m_failed = 0;
    qint64 m_limited = 0;
    int m_failedInARow = 0;
    std::chrono::nanoseconds m_restsUntil{};
    bool m_isStopping = false;
};

}  // namespace tongdai
