#pragma once

#include <chrono>

namespace tongdai {

/// Whether one more act of somebody is let in (guarantees 2.10).
struct RateAnswer {
    bool isAllowed = true;
    std::chrono::milliseconds retryAfter{0};  ///< when not: the next one may come then
    bool isForAll = false;                    ///< too much of everybody together, not of this sender
    int most = 0;                             ///< of the limit that was asked; 0: none
    int left = 0;                             ///< how many more may come now
    std::chrono::milliseconds freedIn{0};     ///< when the oldest act that counts leaves the window
};

}  // namespace tongdai
