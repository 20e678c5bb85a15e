#pragma once

#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// Sessions that users bring of themselves, under ids of their choice (contracts/chat-history §1, sync). Who may speak
/// for an id that the platform, a socket or the administrator uses is known only when they use it: then a user's own
/// session makes way, whole, to an id of its own, and whoever comes begins anew. Nobody gets to own, read or erase
/// what comes under an id because they were first to name it.

/// What a conversation's metadata says when its user made it.
QJsonObject ownSessionMetadata();
/// Made by its user, and nobody else has spoken for its id since.
bool isOwnSession(const rows::ConversationRow& row);

/// Gives the row an id of its own, an event (`session_moved`, of the old id) to `events`, and the old id to a new
/// conversation. Its fence begins behind the old one's: a turn in work for the old one is refused.
void makeWay(UnitOfWork& work, std::vector<HistoryEvent>* events, rows::ConversationRow& row);

}  // namespace tongdai
