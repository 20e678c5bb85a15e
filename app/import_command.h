#pragma once

#include "app/command_line.h"

namespace tongdai::app {

/// `import FILE` of the command line (features E10): another system's history into this shop, or with --dry-run what
/// would come of it. Ctrl+C stops it between two transactions; running it again goes on. Needs an application object;
/// main thread. Returns the exit code.
int runImportCommand(const CommandLine& line);

}  // namespace tongdai::app
