#pragma once

#include "app/start_up.h"

namespace tongdai::app {

/// Tells whoever started the program why it does not run: on standard error, and where there is a desktop in a dialog
/// that stays until it is closed. A window that is open already comes to the front instead. Returns the exit code.
int tellFailure(const CommandLine& line, const StartUpFailure& failure);

}  // namespace tongdai::app
