#include "engine/work/claims/lease_keeper.h"

#include "engine/domain/conversation/claim_event.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/domain/ports/live/live_state.h"
#include "engine/work/message/pipeline_events.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log leaseKeeperLog("pipeline.lease");

static std::chrono::milliseconds renewEvery()
{
    return std::chrono::milliseconds(
        qint64(FAILPOINT_AMOUNT("renew", double(std::chrono::milliseconds(kRenewEvery).count()))));
}

LeaseKeeper::LeaseKeeper(PipelinePorts ports, PipelineOptions options, HeldClaims& held, WorkCount& work)
    : m_ports(ports),
      m_options(std::move(options)),
      m_held(held),
      m_rounds(
          ports.clock, [this] { return round(); }, &work)
{
}

void LeaseKeeper::start()
{
    m_rounds.start(renewEvery());
}

void LeaseKeeper::stop()
{
    m_rounds.stop();
}

QCoro::Task<std::chrono::milliseconds> LeaseKeeper::round()
{
    co_await renewAll();
    co_await renewGates();
    co_return renewEvery();
}

QCoro::Task<void> LeaseKeeper::renewAll()
{
    std::vector<std::shared_ptr<HeldClaim>> renewed;
    std::vector<Claim> claims;
    const auto now = m_ports.clock.elapsed();
    for (const auto& held : m_held.all()) {
        if (held->isOver() || held->isRecorded) continue;
        if (now - held->since > kMaxHold) {
            held->endWith(TurnEnd::HeldTooLong);
            continue;
        }
        renewed.push_back(held);
        claims.push_back(held->claim);
    }
    if (claims.empty()) co_return;

    std::vector<ConversationId> lost;
    QString trouble;
    try {
        lost = co_await m_ports.store.renew(std::move(claims));
    } catch (const std::exception& error) {
        trouble = QString::fromUtf8(error.what());
    }
    if (!trouble.isEmpty()) {
        leaseKeeperLog.warn("leases not renewed", {{u"held"_s, int(renewed.size())}, {u"cause"_s, trouble}});
        missed(renewed);
        co_return;
    }
    for (const auto& held : renewed) {
        held->missedRenewals = 0;
        if (std::find(lost.begin(), lost.end(), held->claim.conversation) == lost.end()) {
            const Claim& claim = held->claim;
            m_ports.events.claimNoted(
                {claim.conversation, ClaimAct::Renewed, claim.owner, claim.fence, 0, {}, m_ports.clock.now()});
            continue;
        }
        if (held->isRecording || held->isRecorded) continue;  // ended by its own finish, not lost
        leaseKeeperLog.warn(
            "lease lost", {{u"conversation"_s, held->claim.conversation.toString()}, {u"fence"_s, held->claim.fence}});
        held->endWith(TurnEnd::LeaseLost);
    }
}

void LeaseKeeper::missed(const std::vector<std::shared_ptr<HeldClaim>>& renewed)
{
    for (const auto& held : renewed) {
        if (++held->missedRenewals >= kMaxMissedRenewals) held->endWith(TurnEnd::LeaseLost);
    }
}

QCoro::Task<void> LeaseKeeper::renewGates()
{
    std::vector<std::pair<ConversationId, QByteArray>> gates;
    for (const auto& held : m_held.all()) {
        if (held->hasGate && !held->isOver()) gates.emplace_back(held->claim.conversation, held->claim.owner.bytes());
    }
    if (gates.empty()) co_return;
    co_await m_ports.live.renewGates(std::move(gates), m_options.gateTtl);
}

}  // namespace tongdai
