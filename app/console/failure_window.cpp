#include "app/console/failure_window.h"

#include "app/second_start.h"
#include "ui/common/look/desktop_scheme.h"
#include "ui/common/look/screen_settings.h"
#include "ui/common/look/theme.h"
#include "ui/common/words/language.h"
#include "ui/shell/failure_sheet.h"

#include <QApplication>

#include <cstdio>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

StartFailure kindOf(int exitCode)
{
    if (exitCode == kExitAlreadyRunning) return StartFailure::AlreadyRunning;
    if (exitCode == kExitNoSecrets) return StartFailure::NoSecrets;
    return exitCode == kExitNoData ? StartFailure::NoData : StartFailure::BadSettings;
}

/// A dialog nobody sees would never be closed.
bool isSeen()
{
    return QGuiApplication::platformName() != "offscreen"_L1 && QGuiApplication::platformName() != "minimal"_L1;
}

}  // namespace

int tellFailure(const CommandLine& line, const StartUpFailure& failure)
{
    const bool isRunning = failure.exitCode == kExitAlreadyRunning;
    // The session starts it, and somebody had been faster: nothing is wrong, and nothing is to be shown.
    const bool isQuiet = isRunning && line.minimised;
    if (isRunning && !isQuiet && SecondStart::raiseFirst(line.sources.dataDir)) {
        std::fprintf(stderr, "Tongdai already runs on '%s'; its window was brought to the front.\n",
                     qUtf8Printable(line.sources.dataDir));
        return failure.exitCode;
    }
    std::fprintf(stderr, "%s", qUtf8Printable(failure.text));
    if (isQuiet || !isSeen()) return failure.exitCode;
    const ScreenSettings screen(line.sources.dataDir + "/screens.ini"_L1);
    DesktopScheme scheme;
    Theme theme(scheme);
    theme.setChoice(screen.schemeChoice());
    theme.setTextScale(screen.textScale());
    theme.install();
    Language language;
    language.setChoice(screen.languageChoice());
    FailureSheet(kindOf(failure.exitCode), failure.text, line.sources.settingsFile).exec();
    return failure.exitCode;
}

}  // namespace tongdai::app
