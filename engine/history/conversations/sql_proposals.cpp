#include "engine/history/conversations/sql_proposals.h"

#include "engine/history/conversations/operator_acts.h"
#include "engine/history/conversations/proposals.h"
#include "engine/history/sql_history_calls.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QCoro::Task<OperatorActOutcome> SqlProposals::setDrafting(ConversationId conversation, bool isOn, OperatorId by,
                                                          QString name)
{
    const Actor actor{std::move(by), std::move(name)};
    return m_history.writeTo({conversation}, "drafting", [=](UnitOfWork& work, WriteJob& job) {
        OperatorActOutcome outcome =
            isOn ? beginDrafts(work, job, conversation, actor) : endDrafts(work, job, conversation, actor);
        const auto* result = std::get_if<OperatorActResult>(&outcome);
        if (result && result->line)
            work.addAudit({actor.id.bytes(), isOn ? u"drafts_on"_s : u"drafts_off"_s, conversation.bytes(), {}});
        return outcome;
    });
}

QCoro::Task<std::vector<ConversationId>> SqlProposals::proposalsWanted(std::chrono::seconds leftAlone, int limit)
{
    return m_history.read("proposals wanted",
                          [=](SqlSession& session) { return reads::proposalsWanted(session, leftAlone, limit); });
}

QCoro::Task<std::optional<ports::ProposalStore::Wanted>> SqlProposals::proposalContext(ConversationId conversation,
                                                                                       int maxLines)
{
    return m_history.read("proposal context",
                          [=](SqlSession& session) { return reads::proposalContext(session, conversation, maxLines); });
}

QCoro::Task<ports::ConversationStore::Unsent> SqlProposals::recordProposal(ConversationId conversation, Turn turn)
{
    return m_history.writeTo({conversation}, "record proposal", [=](UnitOfWork& work, WriteJob& job) {
        return tongdai::recordProposal(work, job, conversation, turn);
    });
}

}  // namespace tongdai
