#include "engine/host/locks/limits_service.h"

namespace tongdai {

namespace {

constexpr int kMostUses = 500;

bool isTighter(const RateUse& a, const RateUse& b)
{
    if ((a.heldBack > 0) != (b.heldBack > 0)) return a.heldBack > 0;
    return qint64(a.used) * b.rule.most > qint64(b.used) * a.rule.most;
}

}  // namespace

LimitsService::LimitsService(std::shared_ptr<RateLedger> ledger, const redis::Health& health, const ports::Clock& clock,
                             const DeskGate& gate)
    : m_ledger(std::move(ledger)), m_health(health), m_clock(clock), m_gate(gate)
{
}

QCoro::Task<api::Answer<api::LimitsPicture>> LimitsService::limits()
{
    if (const auto refused = m_gate.refusal(Permission::SeeLocks)) co_return *refused;
    api::LimitsPicture picture;
    picture.uses = m_ledger->notable(kMostUses);
    for (const auto& [scope, rule] : m_ledger->rules()) {
        if (rule.most > 0) picture.limits.push_back({scope, rule});
    }
    picture.heldBack = m_ledger->heldBackTotal();
    picture.isShared = m_health.canWrite();
    picture.at = m_clock.now();
    co_return picture;
}

QCoro::Task<api::Answer<std::optional<RateUse>>> LimitsService::ofCustomer(SenderId customer)
{
    if (const auto refused = m_gate.refusal(Permission::SeeConversations)) co_return *refused;
    // A sender names no conversation: nobody can say whether it is theirs to see.
    if (!m_gate.sight().isWhole()) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    std::optional<RateUse> tightest;
    for (const RateScope scope : {RateScope::ChatUser, RateScope::Sender, RateScope::WebSession}) {
        const std::optional<RateUse> use = m_ledger->use(scope, customer.bytes());
        if (!use || !isNotable(*use)) continue;
        if (!tightest || isTighter(*use, *tightest)) tightest = use;
    }
    co_return tightest;
}

}  // namespace tongdai
