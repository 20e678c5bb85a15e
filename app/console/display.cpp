#include "app/console/display.h"

#include <QString>

#include <cstdio>
#include <cstdlib>

#include <unistd.h>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kWithoutOne =
    "On a computer without a desktop run tongdai-engine, which has no window; --help, --check, "
    "backup, restore and move work here as well.";

void sayInsteadOfAborting(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message)
{
    if (type != QtFatalMsg) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(message));
        return;
    }
    // What Qt says at last is advice to install it again; the lines before say what is wrong.
    std::fprintf(stderr, "Tongdai cannot open a window on this display.\n%s\n", kWithoutOne);
    ::_exit(kExitNoDisplay);
}

}  // namespace

QString missingDisplay(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
        if (qstrcmp(argv[i], "-platform") == 0 || qstrcmp(argv[i], "--platform") == 0) return {};
    for (const char* name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
        if (!qEnvironmentVariableIsEmpty(name)) return {};
    return u"Tongdai's window needs a desktop, and there is none: neither DISPLAY nor WAYLAND_DISPLAY is set.\n%1\n"_s
        .arg(QLatin1StringView(kWithoutOne));
}

DisplayGuard::DisplayGuard()
{
    qInstallMessageHandler(sayInsteadOfAborting);
}

DisplayGuard::~DisplayGuard()
{
    qInstallMessageHandler(nullptr);
}

}  // namespace tongdai::app
