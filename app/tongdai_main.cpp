#include "app/console/console.h"
#include "app/json_log.h"
#include "app/maintenance.h"
#include "app/process_limits.h"
#include "app/stop_signals.h"

#include <QApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace tongdai;

namespace {

/// What opens no window must not ask for a screen.
void preferOffscreenWithoutWindow(int argc, char** argv)
{
    static constexpr const char* kWindowless[] = {"--screenshot", "--check",   "--migrate",
                                                  "--help",       "--version", "--print-sample-settings"};
    for (int i = 1; i < argc; ++i) {
        const bool windowless = std::any_of(std::begin(kWindowless), std::end(kWindowless), [&](const char* name) {
            return qstrncmp(argv[i], name, qstrlen(name)) == 0;
        });
        if (windowless && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    }
}

}  // namespace

int main(int argc, char** argv)
{
    app::turnOffCoreDumps();
    app::raiseDescriptorLimit();
    preferOffscreenWithoutWindow(argc, argv);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"tongdai"_s);
    QCoreApplication::setApplicationVersion(u"" TONGDAI_VERSION ""_s);
    QGuiApplication::setApplicationDisplayName(u"Tongdai"_s);
    QGuiApplication::setDesktopFileName(u"tongdai"_s);
    QGuiApplication::setQuitOnLastWindowClosed(false);

    app::CommandLine line = app::parseCommandLine(QCoreApplication::arguments(), true);
    if (const auto code = app::answerSimpleAct(line)) return *code;
    const bool picture = !line.screenshotFile.isEmpty();
    QTemporaryDir pictureShop;
    if (picture) {
        app::drawFromAShopOfItsOwn(line, pictureShop.path());
    }

    auto started = app::startUp(line, false);
    if (const auto* failure = std::get_if<app::StartUpFailure>(&started)) {
        std::fprintf(stderr, "%s", qUtf8Printable(failure->text));
        return failure->exitCode;
    }
    if (const auto code = app::answerMaintenanceAct(line, std::get<app::StartedUp>(started))) return *code;
    int exitCode = 0;
    {
        app::StopSignals stopSignals;
        app::Console console(line, std::get<app::StartedUp>(started));
        QObject::connect(&stopSignals, &app::StopSignals::stopRequested, qApp, [] { QApplication::closeAllWindows(); });
        if (picture) {
            const QSize size = line.size.isEmpty() ? QSize(1366, 768) : line.size;
            console.drawPicture(line.screenshotFile, line.page.isEmpty() ? u"live"_s : line.page, size);
        } else {
            console.open();
        }
        exitCode = QApplication::exec();
    }
    app::stopLogging();
    return exitCode;
}
