#pragma once

#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

// Ownership of conversations (guarantees 2.4). Each runs inside a transaction of the writer.

ClaimOutcome claimConversation(UnitOfWork& work, const ConversationId& conversation, const OwnerId& owner);
/// Returns the conversations whose claim is lost.
std::vector<ConversationId> renewClaims(UnitOfWork& work, const std::vector<Claim>& claims);
/// Without effect when the claim is lost already.
void giveBackClaim(UnitOfWork& work, const Claim& claim);
ports::ConversationStore::Released forceReleaseClaim(UnitOfWork& work, WriteJob& job,
                                                     const ConversationId& conversation, const QString& why);

}  // namespace tongdai
