#pragma once

#include "tests/ui/every_scene.h"

namespace tongdai::testing {

/// The bot that only drafts: what it proposes, how it is told to, and what becomes of it.
const std::vector<Scene>& draftScenes();

}  // namespace tongdai::testing
