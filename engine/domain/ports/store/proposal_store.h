#pragma once

#include "engine/domain/ports/store/conversation_store.h"

namespace tongdai {

namespace ports {

/// What the bot proposes to the people who answer (guarantees 2.4): lines of the thread that were sent to nobody. None
/// of this touches fence, lease, messages or outbox. Called on the engine loop. @throws StoreError
class ProposalStore {
public:
    virtual ~ProposalStore() = default;

    /// A person answers from here on and the bot proposes; or proposes no more. In the audit log.
    virtual QCoro::Task<OperatorActOutcome> setDrafting(ConversationId conversation, bool isOn, OperatorId by,
                                                        QString name) = 0;
    /// Conversations whose customer waits for a person and whose bot has not proposed anything for their newest
    /// message, where nothing was said for `leftAlone`; longest waiting first.
    virtual QCoro::Task<std::vector<ConversationId>> proposalsWanted(std::chrono::seconds leftAlone, int limit) = 0;
    struct Wanted {
        QString channel;
        Fence fence = 0;
        AnswerContext context;
    };
    /// What to propose an answer to; nothing where none is wanted (any more), as above.
    virtual QCoro::Task<std::optional<Wanted>> proposalContext(ConversationId conversation, int maxLines) = 0;
    /// A turn that is Proposed, or Failed. Written only while its messages are the newest and nobody has answered them,
    /// once for each newest message; otherwise nothing is, and `line` is absent.
    virtual QCoro::Task<ConversationStore::Unsent> recordProposal(ConversationId conversation, Turn turn) = 0;
};

}  // namespace ports
}  // namespace tongdai
