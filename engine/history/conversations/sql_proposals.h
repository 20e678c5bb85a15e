#pragma once

#include "engine/domain/ports/store/proposal_store.h"

namespace tongdai {

class SqlHistory;

/// What the bot proposed to people, in the durable store, with the same writer and readers as the rest of it. Lives on
/// the engine loop; must not outlive the history.
class SqlProposals final : public ports::ProposalStore {
public:
    explicit SqlProposals(SqlHistory& history) : m_history(history) {}

    QCoro::Task<OperatorActOutcome> setDrafting(ConversationId conversation, bool isOn, OperatorId by,
                                                QString name) override;
    QCoro::Task<std::vector<ConversationId>> proposalsWanted(std::chrono::seconds leftAlone, int limit) override;
    QCoro::Task<std::optional<Wanted>> proposalContext(ConversationId conversation, int maxLines) override;
    QCoro::Task<ports::ConversationStore::Unsent> recordProposal(ConversationId conversation, Turn turn) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
