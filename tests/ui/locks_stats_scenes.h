#pragma once

#include "tests/ui/every_scene.h"

namespace tongdai::testing {

/// The Locks page, its queues and the Stats page, in every mood.
const std::vector<Scene>& locksAndStatsScenes();

}  // namespace tongdai::testing
