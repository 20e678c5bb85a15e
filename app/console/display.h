#pragma once

class QString;

namespace tongdai::app {

/// There is no desktop to open a window on.
inline constexpr int kExitNoDisplay = 7;

/// What is missing for a window, as far as the environment says; empty: nothing. Needs no application object.
QString missingDisplay(int argc, char** argv);

/// While it lives, a display that cannot be used ends the program with kExitNoDisplay and words instead of an abort:
/// Qt knows no other way out of its application's constructor.
class DisplayGuard final {
public:
    DisplayGuard();
    ~DisplayGuard();
    DisplayGuard(const DisplayGuard&) = delete;
    DisplayGuard& operator=(const DisplayGuard&) = delete;
};

}  // namespace tongdai::app
