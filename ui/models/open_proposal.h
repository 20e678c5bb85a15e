#pragma once

#include "engine/domain/conversation/conversation.h"
#include "ui/models/thread_model.h"

namespace tongdai {

/// What the bot proposes to say next (features C11): the newest line it proposed, as long as neither the customer nor
/// anybody of the shop has said something since. Nothing where the bot does not draft. Pure; GUI thread.
std::optional<StoredMessage> openProposal(const ThreadModel& thread, const std::optional<Conversation>& conversation);

}  // namespace tongdai
