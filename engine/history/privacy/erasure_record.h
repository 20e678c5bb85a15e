#pragma once

#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/history/store/unit_of_work.h"

#include <QJsonArray>

/// What the store remembers of erasures: under keys that name nobody, so that old copies of what was erased are not
/// taken in again, and what live state still has to forget (guarantees 2.16). Writer thread, inside a transaction;
/// `reads` on any session.
namespace tongdai {

inline constexpr int kErasedSession = 0;
inline constexpr int kErasedPerson = 1;
inline constexpr int kErasedByRetention = 2;
inline constexpr int kErasureAsked = 3;  ///< a request and its clock (erasure_request.h)

/// Remembers that it was done, and what live state still has to forget.
PendingErasure rememberErasure(UnitOfWork& work, int kind, const SenderId& user, LiveTraces traces,
                               const std::vector<ErasedPlace>& places);
/// Live state has forgotten: `given` is what it removed.
void finishErasure(UnitOfWork& work, const QUuid& id, const std::vector<ErasedPlace>& given);
/// Whether an old copy of this belongs to something that was erased. On any session.
bool wasErased(SqlSession& session, const SenderId& user, const ConversationId& conversation);

QJsonArray toJson(const std::vector<ErasedPlace>& places);

namespace reads {
std::vector<PendingErasure> pendingErasures(SqlSession& session, int limit);
}  // namespace reads

}  // namespace tongdai
