#include "ui/models/open_proposal.h"

#include "engine/domain/conversation/answer_card.h"

namespace tongdai {

std::optional<StoredMessage> openProposal(const ThreadModel& thread, const std::optional<Conversation>& conversation)
{
    const bool isDrafting = conversation && conversation->mode == BotMode::Human && conversation->botDrafts &&
                            conversation->status == ConversationStatus::Active;
    if (!isDrafting) return {};
    for (int row = thread.rowCount() - 1; row >= 0; --row) {
        const StoredMessage& message = thread.lineAt(row).message;
        if (message.speaker == Speaker::System || message.speaker == Speaker::Note) continue;
        if (message.speaker != Speaker::Bot) return {};
        const bool isSent = message.metadata[QLatin1StringView("sent")].toBool(true);
        if (isSent) return {};
        if (answerCard(message.metadata).outcome == TurnOutcome::Proposed) return message;
    }
    return {};
}

}  // namespace tongdai
