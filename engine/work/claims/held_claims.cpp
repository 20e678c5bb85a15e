#include "engine/work/claims/held_claims.h"

namespace tongdai {

const char* turnEndName(TurnEnd end)
{
    switch (end) {
        case TurnEnd::None: return "none";
        case TurnEnd::LeaseLost: return "lease_lost";
        case TurnEnd::HeldTooLong: return "held_too_long";
        case TurnEnd::TakenOver: return "taken_over";
        case TurnEnd::Released: return "released";
        case TurnEnd::Stopping: return "stopping";
    }
    Q_UNREACHABLE();
}

void HeldClaim::endWith(TurnEnd why)
{
    if (isOver()) return;
    end = why;
    const auto token = cancel;  // cancelling may resume coroutines that drop this claim
    token->cancel();
}

std::shared_ptr<HeldClaim> HeldClaims::add(const Claim& claim, std::chrono::nanoseconds now, bool isPolled)
{
    const auto held = std::make_shared<HeldClaim>();
    held->claim = claim;
    held->since = now;
    held->isPolled = isPolled;
    const auto older = m_held.value(claim.conversation);
    if (older) remove(older);
    m_held.insert(claim.conversation, held);
    m_polled += isPolled ? 1 : 0;
    if (older) older->endWith(TurnEnd::LeaseLost);
    return held;
}

void HeldClaims::remove(const std::shared_ptr<HeldClaim>& held)
{
    const auto found = m_held.constFind(held->claim.conversation);
    if (found == m_held.constEnd() || *found != held) return;
    m_held.erase(found);
    m_polled -= held->isPolled ? 1 : 0;
}

std::shared_ptr<HeldClaim> HeldClaims::find(const ConversationId& conversation) const
{
    return m_held.value(conversation);
}

std::vector<std::shared_ptr<HeldClaim>> HeldClaims::all() const
{
    return {m_held.cbegin(), m_held.cend()};
}

}  // namespace tongdai
