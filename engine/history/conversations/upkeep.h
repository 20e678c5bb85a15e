#pragma once

#include "engine/domain/ports/store/history_reader.h"
#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

// Housekeeping, each in a transaction of the writer.

/// Finished conversations without activity for `age` leave the live set (see ports::ConversationStore::cleanUp); their
/// history stays. Old events go, a bounded number at a time, save those of what is under a legal hold.
std::vector<ConversationId> cleanUp(UnitOfWork& work, std::chrono::hours age);
ports::ConversationStore::Repairs repair(UnitOfWork& work, std::chrono::minutes alarmAfter);
bool dateSample(UnitOfWork& work, const ConversationId& conversation, const std::vector<LineTime>& times,
                const std::optional<TimePoint>& waitingSince);
SampleRemoval removeSample(UnitOfWork& work, WriteJob& job);
void saveDraft(UnitOfWork& work, const OperatorId& author, const ports::DraftStore::Draft& draft);
bool saveDraftIfNone(UnitOfWork& work, const OperatorId& author, const ports::DraftStore::Draft& draft);

}  // namespace tongdai
