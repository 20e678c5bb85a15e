#include "engine/contract/json/dispute_fields.h"

namespace tongdai::contract {

using namespace Qt::StringLiterals;
using enum DisputeKind;

std::span<const DisputeField> disputeFields()
{
    static constexpr DisputeField fields[] = {
        {"id"_L1, "id"_L1},
        {"escrowId"_L1, "escrowId"_L1},
        {"openedById"_L1, "openedById"_L1},
        {"status"_L1, "status"_L1},
        {"latestProposalId"_L1, "latest_proposal_id"_L1},
        {"proposedRelease"_L1, "proposed_release"_L1, Number},
        {"proposedRefund"_L1, "proposed_refund"_L1, Number},
        {"arbFeePerParty"_L1, "arb_fee_per_party"_L1, Number},
        {"clientArbFeePaid"_L1, "client_arb_fee_paid"_L1, Flag},
        {"freelancerArbFeePaid"_L1, "freelancer_arb_fee_paid"_L1, Flag},
        {"responseDeadline"_L1, "response_deadline"_L1, Time},
        {"arbitrationDeadline"_L1, "arbitration_deadline"_L1, Time},
        {"decidedRelease"_L1, "decided_release"_L1, Number},
        {"decidedRefund"_L1, "decided_refund"_L1, Number},
        {"decidedById"_L1, "decided_by_id"_L1},
        {"note"_L1, "note"_L1},
        {"lockedAt"_L1, "locked_at"_L1, Time},
        {"lockedById"_L1, "locked_by_id"_L1},
        {"arbitratorId"_L1, "arbitrator_id"_L1},
        {"arbitratorAssignedAt"_L1, "arbitrator_assigned_at"_L1, Time},
        {"currentDossierVersion"_L1, "current_dossier_version"_L1, Number},
        {"createdAt"_L1, "created_at"_L1, Time},
        {"updatedAt"_L1, "updated_at"_L1, Time},
        {"decidedAt"_L1, "decided_at"_L1, Time},
        {"decisionSummary"_L1, "decision_summary"_L1},
        {"decisionReasoning"_L1, "decision_reasoning"_L1},
    };
    return fields;
}

std::span<const DisputeField> disputeContractFields()
{
    static constexpr DisputeField fields[] = {
        {"id"_L1, "id"_L1},
        {"title"_L1, "title"_L1},
        {"clientId"_L1, "client_id"_L1},
        {"freelancerId"_L1, "freelancer_id"_L1},
    };
    return fields;
}

std::span<const DisputeField> disputeMilestoneFields()
{
    static constexpr DisputeField fields[] = {
        {"id"_L1, "id"_L1},
        {"title"_L1, "title"_L1},
        {"status"_L1, "status"_L1},
        {"amount"_L1, "amount"_L1, Number},
        {"currency"_L1, "currency"_L1},
        {"startAt"_L1, "start_at"_L1, Time},
        {"endAt"_L1, "end_at"_L1, Time},
    };
    return fields;
}

std::span<const DisputeField> negotiationFields()
{
    static constexpr DisputeField fields[] = {
        {"id"_L1, "id"_L1},
        {"disputeId"_L1, "dispute_id"_L1},
        {"proposerId"_L1, "proposer_id"_L1},
        {"counterpartyId"_L1, "counterparty_id"_L1},
        {"status"_L1, "status"_L1},
        {"releaseAmount"_L1, "release_amount"_L1, Number},
        {"refundAmount"_L1, "refund_amount"_L1, Number},
        {"message"_L1, "message"_L1},
        {"respondedById"_L1, "responded_by_id"_L1},
        {"respondedAt"_L1, "responded_at"_L1, Time},
        {"responseMessage"_L1, "response_message"_L1},
        {"createdAt"_L1, "created_at"_L1, Time},
        {"updatedAt"_L1, "updated_at"_L1, Time},
    };
    return fields;
}

std::span<const DisputeField> mediationFields()
{
    static constexpr DisputeField fields[] = {
        {"id"_L1, "id"_L1},
        {"disputeId"_L1, "dispute_id"_L1},
        {"proposedById"_L1, "proposed_by_id"_L1},
        {"status"_L1, "status"_L1},
        {"releaseAmount"_L1, "release_amount"_L1, Number},
        {"refundAmount"_L1, "refund_amount"_L1, Number},
        {"reasoning"_L1, "reasoning"_L1},
        {"responseDeadline"_L1, "response_deadline"_L1, Time},
        {"clientResponse"_L1, "client_response"_L1},
        {"clientRespondedAt"_L1, "client_responded_at"_L1, Time},
        {"clientResponseMessage"_L1, "client_response_message"_L1},
        {"freelancerResponse"_L1, "freelancer_response"_L1},
        {"freelancerRespondedAt"_L1, "freelancer_responded_at"_L1, Time},
        {"freelancerResponseMessage"_L1, "freelancer_response_message"_L1},
        {"createdAt"_L1, "created_at"_L1, Time},
        {"updatedAt"_L1, "updated_at"_L1, Time},
    };
    return fields;
}

std::span<const DisputeField> accessLogFields()
{
    static constexpr DisputeField fields[] = {
        {"id"_L1, "id"_L1},
        {"disputeId"_L1, "dispute_id"_L1},
        {"threadId"_L1, "thread_id"_L1},
        {"adminId"_L1, "admin_id"_L1},
        {"action"_L1, "action"_L1},
        {"reason"_L1, "reason"_L1},
        {"metadata"_L1, "metadata"_L1, Json},
        {"createdAt"_L1, "created_at"_L1, Time},
    };
    return fields;
}

}  // namespace tongdai::contract
