#pragma once

#include "app/command_line.h"

namespace tongdai::app {

inline constexpr int kExitNotDone = 6;

/// `backup FILE`, `restore FILE` and `move` of the command line: works, tells how far it is on standard error and what
/// became of it on standard output, and returns the exit code. Ctrl+C cancels and leaves everything as it was. Needs an
/// application object; main thread.
int runShopCommand(const CommandLine& line);

}  // namespace tongdai::app
