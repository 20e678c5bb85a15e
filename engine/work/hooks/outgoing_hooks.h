#pragma once

#include "engine/work/hooks/call_hook.h"
#include "engine/work/hooks/feed_hook.h"
#include "engine/work/hooks/forgotten_hooks.h"
#include "engine/work/message/pipeline_events.h"

#include <memory>

namespace tongdai {

inline constexpr int kHookCallsAtOnce = 4;

/// All outgoing hooks (features E8), each with a worker of its own: one that is slow or away holds up nobody else.
/// Engine loop. start() once the store is open, stop() before it is closed.
class OutgoingHooks final : public PipelineEvents {
public:
    struct Ports {
        ports::Clock& clock;
        ports::Random& random;
        ports::TaskStore& tasks;
        ports::HookStore& store;
        ports::SharedShelf& shelf;
        ports::HistoryReader& reader;
        ports::HookCaller& caller;
    };
    /// `areAll`: false where the list could not be read; what is not on it may still be wanted.
    OutgoingHooks(Ports ports, const QByteArray& instance, std::vector<OutgoingHook> hooks, bool areAll = true);
    ~OutgoingHooks() override;

    void start();
    QCoro::Task<void> stop(std::chrono::milliseconds deadline);
    /// There may be something to do: a person has decided about a dead letter.
    void wake();
    void changed(const Change& change) override;

    std::vector<OutgoingHookState> states() const;

private:
    struct Line;
    std::vector<std::unique_ptr<Line>> m_lines;
    std::unique_ptr<ForgottenHooks> m_forgotten;
};

}  // namespace tongdai
