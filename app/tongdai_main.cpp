#include "app/console/console.h"
#include "app/console/display.h"
#include "app/console/failure_window.h"
#include "app/json_log.h"
#include "app/maintenance.h"
#include "app/process_limits.h"
#include "app/second_start.h"
#include "app/stop_signals.h"

#include <QApplication>
#include <QSet>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace tongdai;

namespace {

void nameProgram()
{
    QCoreApplication::setApplicationName(u"tongdai"_s);
    QCoreApplication::setApplicationVersion(u"" TONGDAI_VERSION ""_s);
}

/// What QApplication takes for itself, and QCoreApplication leaves.
QStringList withoutQtOptions(const QStringList& arguments)
{
    static const QSet<QString> kWithValue{
        u"platform"_s, u"platformpluginpath"_s, u"platformtheme"_s, u"plugin"_s,
        u"style"_s,    u"stylesheet"_s,         u"session"_s,       u"display"_s,
        u"geometry"_s, u"qwindowgeometry"_s,    u"qwindowicon"_s,   u"qwindowtitle"_s};
    QStringList ours;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QStringView name = arguments.at(i);
        while (name.startsWith(u'-'))
            name = name.mid(1);
        const bool isQts = name.size() < arguments.at(i).size() && kWithValue.contains(name.toString());
        if (isQts)
            ++i;
        else
            ours << arguments.at(i);
    }
    return ours;
}

/// --help, --check, backup and the like: they work on a computer without a desktop. Nothing: a window is wanted, or a
/// picture of one.
std::optional<int> answerWithoutWindow(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    nameProgram();
    const app::CommandLine line = app::parseCommandLine(withoutQtOptions(QCoreApplication::arguments()), true);
    if (const auto code = app::answerSimpleAct(line)) return code;
    if (line.act == app::CommandLine::Act::Run) return std::nullopt;
    auto started = app::startUp(line, false);
    if (const auto* failure = std::get_if<app::StartUpFailure>(&started)) {
        std::fprintf(stderr, "%s", qUtf8Printable(failure->text));
        return failure->exitCode;
    }
    return app::answerMaintenanceAct(line, std::get<app::StartedUp>(started));
}

/// A picture must not ask for a screen.
void preferOffscreenForPictures(int argc, char** argv)
{
    static constexpr auto kPicture = "--screenshot";
    for (int i = 1; i < argc; ++i) {
        const bool isPicture = qstrncmp(argv[i], kPicture, qstrlen(kPicture)) == 0;
        if (isPicture && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    }
}

int runWindow(const app::CommandLine& line, const app::StartedUp& started)
{
    app::StopSignals stopSignals;
    const app::SecondStart secondStart(started.settings.dataDir);
    app::Console console(line, started);
    QObject::connect(&stopSignals, &app::StopSignals::stopRequested, &console, &app::Console::quit);
    QObject::connect(&secondStart, &app::SecondStart::raiseWanted, &console, &app::Console::bringToFront);
    if (line.screenshotFile.isEmpty()) {
        console.open();
    } else {
        const QSize size = line.size.isEmpty() ? QSize(1366, 768) : line.size;
        console.drawPicture(line.screenshotFile, line.page.isEmpty() ? u"live"_s : line.page, size);
    }
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv)
{
    app::turnOffCoreDumps();
    app::raiseDescriptorLimit();
    if (const auto code = answerWithoutWindow(argc, argv)) return *code;
    preferOffscreenForPictures(argc, argv);
    if (const QString missing = app::missingDisplay(argc, argv); !missing.isEmpty()) {
        std::fprintf(stderr, "%s", qUtf8Printable(missing));
        return app::kExitNoDisplay;
    }
    auto guard = std::make_unique<app::DisplayGuard>();
    QApplication application(argc, argv);
    guard.reset();
    nameProgram();
    QGuiApplication::setApplicationDisplayName(u"Tongdai"_s);
    QGuiApplication::setDesktopFileName(u"tongdai"_s);
    QGuiApplication::setQuitOnLastWindowClosed(false);

    app::CommandLine line = app::parseCommandLine(QCoreApplication::arguments(), true);
    const QTemporaryDir pictureShop;
    if (!line.screenshotFile.isEmpty()) app::drawFromAShopOfItsOwn(line, pictureShop.path());
    auto started = app::startUp(line, false);
    if (const auto* failure = std::get_if<app::StartUpFailure>(&started)) return app::tellFailure(line, *failure);
    const int exitCode = runWindow(line, std::get<app::StartedUp>(started));
    app::stopLogging();
    return exitCode;
}
