#pragma once

#include "engine/domain/ports/privacy_stores.h"
#include "engine/work/claim_trail.h"

namespace tongdai {

/// An erasure in live state that also takes what this engine has noted of the conversations' claims, before it could be
/// written where it was just erased. Engine loop; both collaborators outlive this.
class LocksTrailEraser final : public ports::LiveErasure {
public:
    LocksTrailEraser(ports::LiveErasure& live, ClaimTrail& trail) : m_live(live), m_trail(trail) {}

    QCoro::Task<std::optional<std::vector<ErasedPlace>>> forget(LiveTraces traces) override
    {
        m_trail.forget(traces.conversations);
        auto forgetting = m_live.forget(std::move(traces));
        auto places = co_await forgetting;
        co_return places;
    }

private:
    ports::LiveErasure& m_live;
    ClaimTrail& m_trail;
};

}  // namespace tongdai
