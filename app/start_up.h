#pragma once

#include "app/command_line.h"
#include "engine/host/boot/engine_config.h"

#include <QLockFile>

#include <memory>
#include <optional>

namespace tongdai::app {

/// Exit codes of both programs. The service unit starts again after all but the first two.
inline constexpr int kExitBadSettings = 2;
inline constexpr int kExitAlreadyRunning = 3;
inline constexpr int kExitCannotListen = 4;
inline constexpr int kExitNoData = 5;      ///< the data folder is not to be used, or its disk is full
inline constexpr int kExitNoSecrets = 11;  ///< they lie in a key store that does not give them out

/// What both programs do first: settings, data folder, secrets, log. Holds the data folder's lock while it lives, so
/// that two programs never share a private Redis and an SQLite file by accident.
struct StartedUp {
    Settings settings;
    EngineConfig engine;
    std::unique_ptr<QLockFile> lock;
};

struct StartUpFailure {
    int exitCode = 1;
    QString text;  ///< for standard error, one or more lines
};

/// The data folder, for this process alone while the lock lives.
std::variant<std::unique_ptr<QLockFile>, StartUpFailure> lockDataDir(const QString& folder);

/// Settings and secrets as they are now, for an engine that is started again. Reads files.
std::variant<EngineConfig, StartUpFailure> readConfig(const CommandLine& line);

std::variant<StartedUp, StartUpFailure> startUp(const CommandLine& line, bool logToStandardError);

/// What needs no engine: --help, --version, --print-sample-settings, command lines that make no sense, and the commands
/// of app/shop_commands.h. Works, prints, and says how to exit.
std::optional<int> answerSimpleAct(const CommandLine& line);

}  // namespace tongdai::app
