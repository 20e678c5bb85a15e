#pragma once

#include "engine/domain/conversation/answer_card.h"
#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// A turn as it was recorded before, found by its derived id.
struct RecordedTurn {
    TurnOutcome outcome = TurnOutcome::Answered;
    std::optional<qint64> rev;
};
std::optional<RecordedTurn> findTurn(UnitOfWork& work, const QUuid& conversation, Fence fence, Seq upto);
std::optional<rows::MessageRow> findLine(UnitOfWork& work, const QUuid& conversation, qint64 rev);

/// Gathers the turn for writing; replaces what recordUnsent() noted of the same turn. `rev` is its line in the thread,
/// 0: it has none.
void addTurn(UnitOfWork& work, const rows::ConversationRow& row, const Turn& turn, TurnOutcome outcome, qint64 rev);
/// The turn's line: what the bot said or would have said.
rows::MessageRow botLine(const UnitOfWork& work, const rows::ConversationRow& row, const Turn& turn,
                         const AnswerCard& card, bool sent);
/// One row per action. `ord` is the outbox row that carries them, 0: they stay in the conversation.
void addActions(UnitOfWork& work, const rows::ConversationRow& row, const Turn& turn, const MessageId& answered,
                qint64 ord, OutboxState state);

}  // namespace tongdai
