#pragma once

#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/host/locks/plan_recorder.h"
#include "engine/work/claims/claim_trail.h"
#include "engine/work/desk/hook_inspector.h"

namespace tongdai {

/// What this engine notes of conversations for screens, its own and other engines'.
struct LocksNotes {
    ClaimTrail& claims;
    PlanRecorder& plans;
    HookInspector& hooks;
};

/// An erasure in live state that also takes what this engine has noted of the conversations' claims, plans and calls,
/// before it could be written where it was just erased. Engine loop; all collaborators outlive this.
class LocksTrailEraser final : public ports::LiveErasure {
public:
    LocksTrailEraser(ports::LiveErasure& live, LocksNotes notes) : m_live(live), m_notes(notes) {}

    QCoro::Task<std::optional<std::vector<ErasedPlace>>> forget(LiveTraces traces) override
    {
        m_notes.claims.forget(traces.conversations);
        m_notes.plans.forget(traces.conversations);
        m_notes.hooks.forget(traces);
        auto forgetting = m_live.forget(std::move(traces));
        auto places = co_await forgetting;
        co_return places;
    }

private:
    ports::LiveErasure& m_live;
    LocksNotes m_notes;
};

}  // namespace tongdai
