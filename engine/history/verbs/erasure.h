#pragma once

#include "engine/domain/ports/privacy_stores.h"
#include "engine/history/verbs/unit_of_work.h"
#include "engine/history/write_job.h"

/// Erasure (ports::ErasureStore, guarantees 2.16). Writer thread, inside a transaction.
namespace tongdai {

ports::ErasureStore::SessionErased eraseSession(UnitOfWork& work, WriteJob& job, const SenderId& user,
                                                const ConversationId& session, const QByteArray& actor);
ports::ErasureStore::PersonErased erasePerson(UnitOfWork& work, WriteJob& job, const SenderId& user,
                                              const QByteArray& actor);
void finishErasure(UnitOfWork& work, const QUuid& id, const std::vector<ErasedPlace>& places);

/// Whether an old copy of this belongs to something that was erased.
bool wasErased(UnitOfWork& work, const SenderId& user, const ConversationId& session);

/// Conversations with everything that hangs on them. Their rows must be locked.
std::vector<ErasedPlace> removeConversations(UnitOfWork& work, const std::vector<ConversationId>& ids);
/// Remembers that it was done, and what live state still has to forget.
PendingErasure rememberErasure(UnitOfWork& work, int kind, const SenderId& user, LiveTraces traces,
                               const std::vector<ErasedPlace>& places);
inline constexpr int kErasedSession = 0;
inline constexpr int kErasedPerson = 1;
inline constexpr int kErasedByRetention = 2;

/// Tables that hold something about people, and tables that never do: together the whole schema, so that a new table
/// cannot be forgotten (a test compares).
QStringList tablesWithPeople();
QStringList tablesWithoutPeople();
/// Tables that a full-text index lives in: rows follow `message_search` by themselves, old words go with tidy.h.
QStringList tablesOfIndexes(const SqlDialect& dialect);

namespace reads {
ErasureReport planErasure(SqlSession& session, const SenderId& user);
std::vector<PendingErasure> pendingErasures(SqlSession& session, int limit);
}  // namespace reads

}  // namespace tongdai
