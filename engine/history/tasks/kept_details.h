#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

/// Merges what lines say of their customer and marks the task done, in one transaction.
ports::CustomerDetailsStore::Kept keepDetails(UnitOfWork& work, WriteJob& job, const BackgroundTask& task,
                                              const std::vector<LineDetails>& lines, qint64 readUpto);

/// What was found in conversations where somebody's lines were erased, and what settled tasks say of them: found anew
/// from what is left, with the next line.
void forgetFindings(UnitOfWork& work, const std::vector<ConversationId>& conversations,
                    std::vector<ErasedPlace>& places);

namespace reads {
CustomerDetails customerDetails(SqlSession& session, const ConversationId& conversation);
/// What the AI's answers say of the newest lines.
std::vector<LineEntities> entitiesOfLines(SqlSession& session, const ConversationId& conversation, int limit);
std::vector<ConversationId> unreadForDetails(SqlSession& session, TimePoint since, int limit);
}  // namespace reads

}  // namespace tongdai
