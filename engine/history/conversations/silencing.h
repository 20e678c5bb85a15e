#pragma once

#include "engine/history/store/unit_of_work.h"

#include <QString>

#include <optional>

namespace tongdai {

/// Takes back bot answers that no sender has taken yet and tells how many. What is being sent can only be shown as
/// "may have been sent". An operator's own lines stay.
int withdrawWaiting(UnitOfWork& work, const rows::ConversationRow& row);

/// What the bot's newest turn here took the customer to want, empty when the AI named nothing; none before its first.
std::optional<QString> newestIntent(UnitOfWork& work, const rows::ConversationRow& row);

/// What waits for the bot waits for a person from here on.
void makePendingThePersons(UnitOfWork& work, rows::ConversationRow& row);

/// Whether the bot answers in this channel: it is not off, and does not only draft.
bool channelAnswers(UnitOfWork& work, const QString& channel);

/// Whether the bot of this channel proposes to the people who answer there.
bool channelDrafts(UnitOfWork& work, const QString& channel);

}  // namespace tongdai
