#pragma once

#include "tests/ui/every_scene.h"

namespace tongdai::testing {

/// Who sits at the desk and signs in, the shop's own system beside a customer, what is under way, and what lies behind
/// a row of the queues.
const std::vector<Scene>& deskScenes();

}  // namespace tongdai::testing
