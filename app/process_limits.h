#pragma once

namespace tongdai::app {

/// No core dumps of this process and what it starts: they would hold tokens, passwords and conversations (security
/// S36). Early in main().
void turnOffCoreDumps();

/// As many open files and connections as the system allows without asking: the usual soft limit of 1024 is far below
/// what the doors take in.
void raiseDescriptorLimit();

}  // namespace tongdai::app
