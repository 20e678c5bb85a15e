#pragma once

#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/history/store/unit_of_work.h"

/// A person's erasure out of the threads that others take part in (guarantees 2.16): the thread and the others' lines
/// stay, the person's name goes from all that is said about it. Writer thread, inside a transaction.
namespace tongdai {

/// The threads are locked. What such a thread is called where it names them, and events that do. `names`: what their
/// lines called them. Before their profile is removed.
void leaveSharedThreads(UnitOfWork& work, const SenderId& user, QStringList names, std::vector<ConversationId>& touched,
                        std::vector<ErasedPlace>& places);

/// Their place among the participants stays, so that the others' receipts keep their meaning. Last of all.
void anonymiseMembership(UnitOfWork& work, const SenderId& user, std::vector<ErasedPlace>& places);

}  // namespace tongdai
