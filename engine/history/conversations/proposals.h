#pragma once

#include "engine/domain/ports/store/proposal_store.h"
#include "engine/domain/statistics/stats_report.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

/// See ports::ProposalStore.
ports::ConversationStore::Unsent recordProposal(UnitOfWork& work, WriteJob& job, const ConversationId& conversation,
                                                const Turn& given);
/// A person's line is going to the customer of a conversation whose bot drafts: how far it is from what the bot
/// proposed for the newest message, if it did. Counted once, for the first line after a proposal.
void measureProposal(UnitOfWork& work, const rows::ConversationRow& row, const StoredMessage& sent);

namespace reads {

std::vector<ConversationId> proposalsWanted(SqlSession& session, std::chrono::seconds leftAlone, int limit);
std::optional<ports::ProposalStore::Wanted> proposalContext(SqlSession& session, const ConversationId& conversation,
                                                            int maxLines);
/// Of what was proposed in this time: most frequent intents first.
std::vector<StatsProposal> proposals(SqlSession& session, const StatsQuery& query);

}  // namespace reads
}  // namespace tongdai
