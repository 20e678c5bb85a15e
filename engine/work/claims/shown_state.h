#pragma once

#include "engine/domain/ports/live/live_state.h"
#include "engine/domain/ports/store/conversation_store.h"

namespace tongdai {

/// What `conv_state:<id>` shows other programs on a message's way (contracts/handle-message §6.1), each ready for
/// LiveState::settle(). `last_message_id` and `last_message_timestamp` are always the pair of the conversation's row.

/// A message was accepted, with the events of its transaction.
SettleRequest shownAccepted(const Accepted& accepted, TimePoint now);
/// Everything that waits is being answered.
SettleRequest shownInWork(const ConversationId& conversation, const AnswerContext& context, TimePoint now,
                          int maxContextLines);
/// A turn was recorded; `goesOn`: newer messages wait, and the same claim answers them.
SettleRequest shownAfter(const FinishRequest& request, const Conversation& row, AnswerContext context, bool goesOn,
                         TimePoint now, int maxContextLines);

}  // namespace tongdai
