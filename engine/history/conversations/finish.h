#pragma once

#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

/// Recording what a turn did: the only place where a bot's effects are written (guarantees 2.4, 2.5). Refused unless
/// fence, owner and done_seq are those of the claim; idempotent by (conversation, fence, upto).
class FinishJob final : public WriteJob {
public:
    explicit FinishJob(FinishRequest wanted) : request(std::move(wanted)) {}
    Kind kind() const override { return Kind::Finish; }
    std::vector<ConversationId> conversations() const override { return {request.claim.conversation}; }
    void run(UnitOfWork& work) override;
    void committed() override;

    const FinishRequest request;
    FinishOutcome outcome;
};

/// Says what finishBatch() will ask, see SqlSession::expectList().
void expectFinishes(SqlSession& session, std::span<FinishJob* const> jobs);
/// Gathers what they change; it is written with the transaction.
void finishBatch(UnitOfWork& work, std::span<FinishJob* const> jobs);
/// Once it is written: the ids of what is to be sent.
void takeOutboxIds(const UnitOfWork& work, std::span<FinishJob* const> jobs);

/// A turn that ended before it had an answer; see ConversationStore::recordUnsent.
ports::ConversationStore::Unsent recordUnsent(UnitOfWork& work, WriteJob& job, const Claim& claim, const Turn& turn);

}  // namespace tongdai
