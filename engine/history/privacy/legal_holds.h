#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/history/store/unit_of_work.h"

#include <set>

namespace tongdai {

/// Taken by whoever removes and by whoever holds, in a transaction of its own: once the conversations are locked, and
/// before any other row (guarantees 2.4, lock order). A hold that another engine is just placing is committed and seen
/// after this, or comes after all that is done here.
void lockPrivacy(UnitOfWork& work);
LegalHold placeHold(UnitOfWork& work, LegalHold hold, const QByteArray& actor);
bool releaseHold(UnitOfWork& work, const QUuid& id, const QByteArray& actor);

namespace reads {
std::vector<LegalHold> holds(SqlSession& session);
/// Those in force on the person or on any of the conversations.
std::vector<LegalHold> holdsOn(SqlSession& session, const SenderId& user,
                               const std::vector<ConversationId>& conversations);
/// Those of them that are under a hold now, or whose customer is.
std::set<ConversationId> heldAmong(SqlSession& session, const std::vector<ConversationId>& ids);
}  // namespace reads

}  // namespace tongdai
