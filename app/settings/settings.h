#pragma once

#include "engine/host/boot/engine_config.h"

#include <QHash>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace tongdai::app {

/// Every setting, checked: what the rest of the program is built from. What the engine needs of them stands where the
/// engine reads it; secrets and names that were left out are put in by start_up.
struct Settings : EngineConfig {
    QString logLevel;
    qint64 logMaxBytes = 0;
    int logFiles = 0;
    QString secretsIn;  ///< auto, file or key-store, see app/settings/secrets.h
};

/// One mistake, with the place a person can go to: "file:line", "environment" or "command line".
struct SettingMistake {
    QString where;
    QString what;
};

/// What the settings are read from, so that a test can give all of it.
struct SettingSources {
    QString dataDir;
    QString settingsFile;       ///< KEY=value lines; missing is fine unless it was named on the command line
    bool dataDirNamed = false;  ///< on the command line
    bool settingsFileNamed = false;
    QString envFile;  ///< `.env` of the working folder; missing is fine
    QProcessEnvironment environment;
    QHash<QString, QString> options;  ///< by key, from the command line
    bool allowRemote = false;         ///< --allow-remote: listen beyond this machine (security S01)
};

/// All mistakes together, or settings that are right.
using SettingsOrMistakes = std::variant<Settings, std::vector<SettingMistake>>;
SettingsOrMistakes readSettings(const SettingSources& sources);

/// Every setting by its key, as it stands in the source that decides, or its default. Nothing is checked.
QHash<QString, QString> settingValues(const SettingSources& sources);

/// Whether a host, as settings spell it, is this computer: loopback, or the path of a Unix socket.
bool isThisComputer(const QString& host);

/// Keys given by the command line, the environment or `.env`: a line in the settings file would not change them.
QStringList settingsOutsideTheFile(const SettingSources& sources);

}  // namespace tongdai::app
