#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/history/store/unit_of_work.h"

#include <set>

namespace tongdai {

LegalHold placeHold(UnitOfWork& work, LegalHold hold);
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
