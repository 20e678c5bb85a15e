#pragma once

#include "tests/ui/every_scene.h"

namespace tongdai::testing {

/// Disputes, evidence, keys of Redis, people and the audit log; why the bot was silent, and a takeover with an end.
const std::vector<Scene>& reviewScenes();

}  // namespace tongdai::testing
