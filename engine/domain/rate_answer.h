#pragma once

#include <chrono>

namespace tongdai {

/// Whether one more message of a sender is let in (guarantees 2.10).
struct RateAnswer {
    bool isAllowed = true;
    std::chrono::milliseconds retryAfter{0};  ///< when not: the next one may come then
    bool isForAll = false;                    ///< too much of everybody together, not of this sender
};

}  // namespace tongdai
