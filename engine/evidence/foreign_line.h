#pragma once

#include "engine/domain/dispute/evidence.h"

namespace tongdai::evidence {

/// A line of another program's database as a line of evidence. Its place among the lines that were read stands for the
/// number that database does not keep. What a deleted line said is not in it: originals are opened one by one.
EvidenceLine foreignLine(const DisputeLine& line, const ConversationId& thread, qint64 place, bool isMasked,
                         bool withNotes);

}  // namespace tongdai::evidence
