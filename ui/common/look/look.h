#pragma once

#include "ui/common/look/theme.h"
#include "ui/common/words/language.h"

#include <functional>

namespace tongdai {

/// What every screen is drawn with. Passed by value; the referenced objects outlive the windows.
struct Look {
    Theme& theme;
    Language& language;
    /// The wall clock of what is shown; fixed in tests and pictures.
    std::function<TimePoint()> now;

    const Formats& formats() const { return language.formats(); }
};

inline TimePoint systemNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace tongdai
