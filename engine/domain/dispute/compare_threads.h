#pragma once

#include "engine/domain/dispute/dispute.h"

namespace tongdai {

/// How a line of one source stands to its counterpart in another.
enum class LineDifference : quint8 {
    Same,
    Text,       ///< other words
    Time,       ///< the same words, more than kSameMoment apart
    Deleted,    ///< one of them was deleted
    OnlyFirst,  ///< no counterpart in the second
    OnlySecond,
};

/// A row of the two beside each other; -1: there is none.
struct ComparedLine {
    int first = -1;
    int second = -1;
    LineDifference difference = LineDifference::Same;
    friend bool operator==(const ComparedLine&, const ComparedLine&) = default;
};

/// Clocks of two programs differ, and so do the moments at which each wrote a line down.
inline constexpr std::chrono::seconds kSameMoment{60};

/// The same conversation as two sources keep it, line beside line in the order of both: the longest row of lines that
/// say the same (folded, so that marks typed in another way are no difference), and between those what stands at the
/// same place. Pure; any thread. Bounded: threads are read by pages of some hundred lines.
std::vector<ComparedLine> compareThreads(const DisputeThread& first, const DisputeThread& second);

}  // namespace tongdai
