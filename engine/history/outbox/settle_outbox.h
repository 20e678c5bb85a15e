#pragma once

#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

/// What came of a try to send one outbox row (guarantees 2.6): refused when the row is no longer the sender's. Every
/// message that goes to a platform brings one, so they are written as a batch.
class SettleJob final : public WriteJob {
public:
    SettleJob(OutboxItem tried, OwnerId sender, SendOutcome cameOfIt, std::chrono::milliseconds pause)
        : item(std::move(tried)), owner(std::move(sender)), outcome(std::move(cameOfIt)), nextIn(pause)
    {
    }
    Kind kind() const override { return Kind::Settle; }
    void run(UnitOfWork& work) override;
    void committed() override { result.events = std::move(events); }

    const OutboxItem item;
    const OwnerId owner;
    const SendOutcome outcome;
    const std::chrono::milliseconds nextIn;
    ports::OutboxStore::Settled result;
};

/// Says what settleBatch() will ask, see SqlSession::expectList().
void expectSettles(SqlSession& session, std::span<SettleJob* const> jobs);
/// Gathers what they change; it is written with the transaction.
void settleBatch(UnitOfWork& work, std::span<SettleJob* const> jobs);

}  // namespace tongdai
