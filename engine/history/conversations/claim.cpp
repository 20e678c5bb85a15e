#include "engine/history/conversations/claim.h"

#include "engine/domain/conversation/system_note.h"
#include "engine/history/conversations/granting.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using rows::ConversationRow;

ClaimOutcome claimConversation(UnitOfWork& work, const ConversationId& conversation, const OwnerId& owner)
{
    ConversationRow* row = work.lockOne(conversation);
    if (!row || !row->shown.pending) return NothingPending{};
    if (const auto ours = currentClaim(*row, owner)) return *ours;  // the first try's outcome was lost on its way
    if (row->shown.mode == BotMode::Human) return HumanHasIt{};
    if (row->isHeld()) {
        const double remaining = (row->leaseUntil - row->storeNow) * 1000.0;
        return HeldBySomeone{row->shown.owner, std::chrono::milliseconds(qint64(remaining))};
    }
    const Claim claim = grantClaim(*row, owner);
    work.changed(*row);
    return claim;
}

std::vector<ConversationId> renewClaims(UnitOfWork& work, const std::vector<Claim>& claims)
{
    std::vector<ConversationId> conversations;
    conversations.reserve(claims.size());
    for (const Claim& claim : claims)
        conversations.push_back(claim.conversation);
    work.lock(conversations);
    std::vector<ConversationId> lost;
    for (const Claim& claim : claims) {
        ConversationRow* row = work.find(claim.conversation);
        if (!row || row->shown.fence != claim.fence || row->shown.owner != claim.owner) {
            lost.push_back(claim.conversation);
            continue;
        }
        extendLease(*row);
        work.changed(*row);
    }
    return lost;
}

void giveBackClaim(UnitOfWork& work, const Claim& claim)
{
    ConversationRow* row = work.lockOne(claim.conversation);
    if (!row || row->shown.fence != claim.fence || row->shown.owner != claim.owner) return;
    row->shown.attempts = std::max(0, row->shown.attempts - 1);
    row->release();
    work.changed(*row);
}

ports::ConversationStore::Released forceReleaseClaim(UnitOfWork& work, WriteJob& job,
                                                     const ConversationId& conversation, const QString& why)
{
    ports::ConversationStore::Released result;
    ConversationRow* row = work.lockOne(conversation);
    if (!row) return result;
    result.existed = true;
    result.wasHeld = row->isHeld();
    raiseFence(*row, u"forced_release"_s);
    if (result.wasHeld) {
        rows::MessageRow line =
            systemLine(work, *row, toJson(SystemNote{SystemEvent::ForceReleased, {}, 1, row->shown.fence, why}));
        appendLine(work, *row, line, false);
        work.addEvent(&job.events, lineEvent(*row, line));
    }
    work.changed(*row);
    work.addEvent(&job.events, rowEvent(*row, u"lock_released"_s, {{u"why"_s, why}}));
    result.conversation = row->shown;
    return result;
}

}  // namespace tongdai
