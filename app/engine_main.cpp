#include "app/json_log.h"
#include "app/maintenance.h"
#include "app/process_limits.h"
#include "app/start_up.h"
#include "app/stop_signals.h"
#include "engine/host/boot/engine_runtime.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace tongdai;

// What jemalloc reads at its start. Two arenas, for the loop and for the store's threads: more of them keep more memory
// that nobody uses. Small caches, since an idle socket should cost no more than what it holds, and what was freed goes
// back to the system after a second.
extern "C" {
extern const char* const malloc_conf;
const char* const malloc_conf = "narenas:2,lg_tcache_max:11,dirty_decay_ms:1000,muzzy_decay_ms:0";
}

namespace {

void printReady(const QUrl& url)
{
    const QJsonObject line{
        {u"event"_s, u"ready"_s}, {u"url"_s, url.toString()}, {u"pid"_s, QCoreApplication::applicationPid()}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

int run(EngineConfig config)
{
    app::StopSignals stopSignals;
    int exitCode = 0;
    config.hasWindow = false;
    EngineRuntime engine(std::move(config));
    QObject::connect(&engine, &EngineRuntime::ready, &engine, printReady);
    QObject::connect(&engine, &EngineRuntime::startFailed, &engine, [&](const QString& cause) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(cause));
        exitCode = app::kExitCannotListen;
        engine.stop();
    });
    QObject::connect(&engine, &EngineRuntime::stopped, qApp, &QCoreApplication::quit);
    QObject::connect(&stopSignals, &app::StopSignals::stopRequested, &engine, &EngineRuntime::stop);
    engine.start();
    QCoreApplication::exec();
    return exitCode;
}

}  // namespace

int main(int argc, char** argv)
{
    app::turnOffCoreDumps();
    app::raiseDescriptorLimit();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"tongdai"_s);
    QCoreApplication::setApplicationVersion(u"" TONGDAI_VERSION ""_s);

    const app::CommandLine line = app::parseCommandLine(QCoreApplication::arguments(), false);
    if (const auto code = app::answerSimpleAct(line)) return *code;
    auto started = app::startUp(line, true);
    if (const auto* failure = std::get_if<app::StartUpFailure>(&started)) {
        std::fprintf(stderr, "%s", qUtf8Printable(failure->text));
        return failure->exitCode;
    }
    if (const auto code = app::answerMaintenanceAct(line, std::get<app::StartedUp>(started))) return *code;
    const int exitCode = run(std::get<app::StartedUp>(started).engine);
    app::stopLogging();
    return exitCode;
}
