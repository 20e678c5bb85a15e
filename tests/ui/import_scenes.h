#pragma once

#include "tests/ui/every_scene.h"

namespace tongdai::testing {

/// Another system's history on the Setup page: chosen, mapped, on its way, and ended.
const std::vector<Scene>& importScenes();

}  // namespace tongdai::testing
