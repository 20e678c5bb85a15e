#pragma once

#include "engine/api/evidence.h"

#include <atomic>
#include <functional>

namespace tongdai {

/// One export under way, shared by the window's half, the engine loop and the thread that writes.
struct EvidenceRun {
    std::atomic<bool> isCancelled = false;
    std::atomic<bool> isOver = false;
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0;                                    ///< 0: not known
    std::function<void(const api::EvidenceProgress& progress)> tell;  ///< from any thread

    void note(const api::EvidenceProgress& progress)
    {
        done = progress.done;
        total = progress.total;
        tell(progress);
    }
};

}  // namespace tongdai
