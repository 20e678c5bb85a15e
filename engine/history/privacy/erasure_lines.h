#pragma once

#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/history/store/unit_of_work.h"

/// A person's erasure out of the lines they wrote in conversations of others (guarantees 2.16). Writer thread, inside a
/// transaction.
namespace tongdai {

/// Their conversations are locked. The line's place in the thread stays, what it said goes, with it what it is found by
/// and what the bot made of it. Returns what the lines called them.
QStringList anonymiseLines(UnitOfWork& work, const SenderId& user, std::vector<ConversationId>& touched,
                           std::vector<ErasedPlace>& places);

}  // namespace tongdai
