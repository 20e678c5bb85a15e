#pragma once

#include "engine/history/store/unit_of_work.h"
#include "engine/history/store/write_job.h"

namespace tongdai {

/// Other words in place of a refused answer (guarantees 2.6): its row is withdrawn, and a person's line with a row and
/// a key of its own is written. `withdrawn` is 0 where an earlier try of this very call has done it; with words other
/// than that one's it is refused.
RewordOutcome rewordOutbox(UnitOfWork& work, WriteJob& job, const Rewording& rewording);

}  // namespace tongdai
