#pragma once

#include "engine/domain/dispute/evidence.h"

namespace tongdai::evidence {

/// A line of the history as evidence: without the text of a note that is left out, without what is to be masked.
EvidenceLine evidenceLine(StoredMessage message, bool isMasked, bool withNotes);

/// Chains the book's lines, and masks what its head says of the customer. What went wrong; empty: nothing.
QString chainBook(EvidenceBook& book);

/// UTC with milliseconds, as every time in a package is written.
QString utcText(TimePoint at);
QString speakerWord(Speaker speaker);

}  // namespace tongdai::evidence
