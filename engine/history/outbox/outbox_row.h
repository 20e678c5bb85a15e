#pragma once

#include "engine/history/store/unit_of_work.h"

namespace tongdai {

/// A line on its way to the platform.
struct OutboxDraft {
    qint64 ord = 0;  ///< rev of the line
    QJsonObject body;
    bool repeatable = true;
    Fence fence = 0;
    Seq from = 0;
    Seq upto = 0;
    OwnerId sendFor;  ///< not empty: goes straight to `sending` for this owner, where the order allows it
};

/// Conversations among these with rows that still wait to be sent or are being sent: theirs come first.
QSet<QUuid> withOpenOutbox(UnitOfWork& work, const std::vector<ConversationId>& conversations);
/// That it will be asked, see SqlSession::expectList().
void expectOpenOutbox(SqlSession& session, const std::vector<ConversationId>& conversations);

/// Gathers the row for writing. Its dedup key is derived from what the row stands for, so that writing the same effect
/// again can be seen by everyone, the platform included (guarantees 2.4). `id` is known after the flush only:
/// UnitOfWork::outboxId().
OutboxItem addOutboxRow(UnitOfWork& work, rows::ConversationRow& row, const OutboxDraft& draft, bool earlierOpen);

}  // namespace tongdai
