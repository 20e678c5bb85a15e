#pragma once

#include "engine/domain/ports/store/conversation_store.h"

namespace tongdai {

/// Whether an answer that newer messages have overtaken is given up for a new one (guarantees 2.5): at most
/// kMaxRestarts in a row and kRestartBudget since the first, then the answer is given anyway; otherwise somebody
/// who types every few seconds would never be answered.
struct RestartRule {
    static constexpr std::chrono::seconds kRestartBudget{20};
    bool mayRestart(int restarts, std::chrono::nanoseconds sinceFirstCall) const
    {
        return restarts < kMaxRestarts && sinceFirstCall < kRestartBudget;
    }
};

}  // namespace tongdai
