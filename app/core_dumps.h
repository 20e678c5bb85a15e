#pragma once

namespace tongdai::app {

/// No core dumps of this process and what it starts: they would hold tokens, passwords and conversations (security
/// S36). Early in main().
void turnOffCoreDumps();

}  // namespace tongdai::app
