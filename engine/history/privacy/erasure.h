#pragma once

#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

/// Erasure (ports::ErasureStore, guarantees 2.16). Writer thread, inside a transaction.
namespace tongdai {

ports::ErasureStore::SessionErased eraseSession(UnitOfWork& work, WriteJob& job, const SenderId& user,
                                                const ConversationId& session, const QByteArray& actor);
ports::ErasureStore::PersonErased erasePerson(UnitOfWork& work, WriteJob& job, const SenderId& user,
                                              const QByteArray& actor, const ErasureTerms& terms);

/// Conversations with everything that hangs on them. Their rows must be locked.
std::vector<ErasedPlace> removeConversations(UnitOfWork& work, const std::vector<ConversationId>& ids);

}  // namespace tongdai
