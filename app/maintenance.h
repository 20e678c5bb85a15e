#pragma once

#include "app/start_up.h"

namespace tongdai::app {

inline constexpr int kExitTrouble = 1;

/// --check and --migrate, after the start-up has read the settings and locked the data folder: prints, and says how to
/// exit. Nothing: the program is to run.
std::optional<int> answerMaintenanceAct(const CommandLine& line, const StartedUp& started);

}  // namespace tongdai::app
