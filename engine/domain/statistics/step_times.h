#pragma once

#include "engine/domain/conversation/turn.h"
#include "engine/domain/statistics/stats_report.h"

#include <array>

namespace tongdai {

/// The seven steps of a message, in their order (design §5).
inline constexpr std::array kTurnSteps{&TurnSteps::accept,  &TurnSteps::claim,  &TurnSteps::context, &TurnSteps::ai,
                                       &TurnSteps::extract, &TurnSteps::record, &TurnSteps::send};

/// How long each of them took in this engine.
struct StepTimes {
    TimePoint since{};  ///< the engine's start, or the begin of this day of UTC
    std::array<StatsTimes, kTurnSteps.size()> steps{};
};

}  // namespace tongdai
