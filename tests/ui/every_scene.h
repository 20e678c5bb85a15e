#pragma once

#include "tests/ui/whole_stage.h"

#include <vector>

namespace tongdai::testing {

/// Something to be drawn: a page in one of its states, a sheet, a menu.
struct Scene {
    const char* name;
    bool filled;  ///< with the shop's conversations
    /// Brings the stage there, and says which window that is.
    QWidget* (*enter)(WholeStage&);
};

/// Every page, sheet and menu there is.
const std::vector<Scene>& everyScene();

}  // namespace tongdai::testing
