#pragma once

#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

/// Accepting one customer message (guarantees 2.3): stored exactly once by (source, message id), in the order of
/// acceptance, and claimed for `claimFor` in the same transaction when a bot answers and nobody holds the conversation.
/// While a person answers, the message is final at once (reply kind "human") and the customer waits for that person.
/// What the shop itself wrote on the platform goes the way of outside_lines.h.
class AcceptJob final : public WriteJob {
public:
    AcceptJob(IncomingMessage incoming, OwnerId claimant) : message(std::move(incoming)), claimFor(std::move(claimant))
    {
    }
    Kind kind() const override { return Kind::Accept; }
    std::vector<ConversationId> conversations() const override { return {message.conversation}; }
    void run(UnitOfWork& work) override;
    void committed() override;

    const IncomingMessage message;
    const OwnerId claimFor;
    AcceptOutcome outcome;
};

/// Says what acceptBatch() will ask, see SqlSession::expectList().
void expectAccepts(SqlSession& session, std::span<AcceptJob* const> jobs);
/// Several at once, also of the same conversation; their order is the order of the span.
void acceptBatch(UnitOfWork& work, std::span<AcceptJob* const> jobs);

}  // namespace tongdai
