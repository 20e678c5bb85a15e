#pragma once

#include "engine/domain/ports/store/conversation_store.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

// The rows on their way to the platform (guarantees 2.6), each command in a transaction of the writer; what came
// of sending them is settle_outbox.h.

/// `reference` is new for every call: a claiming whose outcome was lost is found again by it.
std::vector<OutboxItem> claimOutbox(UnitOfWork& work, WriteJob& job, const OwnerId& owner, int limit,
                                    const std::vector<qint64>& inHands, const QUuid& reference);
ports::OutboxStore::Settled resolveOutbox(UnitOfWork& work, WriteJob& job, qint64 id, OutboxDecision decision,
                                          const OperatorId& by, const std::optional<ConversationId>& of);

HistoryEvent outboxEvent(const OutboxItem& item, OutboxState state);

}  // namespace tongdai
