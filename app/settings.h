#pragma once

#include "engine/domain/address_range.h"
#include "engine/domain/chat_session.h"
#include "engine/domain/privacy.h"

#include <QHash>
#include <QHostAddress>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace tongdai::app {

struct RedisAddress {
    QString host;
    quint16 port = 6379;
    int database = 0;
    QString user;
    QString password;
    bool tls = false;
    QString caFile = {};
};

struct DatabaseAddress {
    enum class Kind { Postgres, MySql };
    Kind kind = Kind::Postgres;
    QString host;
    quint16 port = 0;
    QString database;
    QString user;
    QString password;
    enum class Tls { WhereOffered, Required, Off };
    Tls tls = Tls::WhereOffered;
    QString caFile = {};
};

/// Every setting, checked: what the rest of the program is built from.
struct Settings {
    QHostAddress host;
    quint16 port = 8000;
    QStringList allowedHosts;
    QStringList allowedOrigins;
    std::vector<AddressRange> trustedProxies;
    QString certificateFile;
    QString keyFile;
    QString environment;
    QString logLevel;
    qint64 logMaxBytes = 0;
    int logFiles = 0;
    QString pancakeToken;  ///< empty: not given, see app/secrets.h
    QString adminToken;
    QString jwtSecret;
    std::optional<RedisAddress> redis;        ///< absent: private redis-server
    std::optional<DatabaseAddress> database;  ///< absent: SQLite
    QUrl aiUrl;                               ///< empty: rules
    QString aiPath;
    std::chrono::seconds aiTimeout{};
    std::chrono::seconds aiProcessingTimeout{};
    int aiTries = 3;
    int contextSize = 100;
    QUrl platformUrl;  ///< empty: none
    QString platformPath;
    std::chrono::seconds platformTimeout{};
    std::chrono::seconds stateTtl{};
    std::chrono::seconds lockTtl{};
    std::chrono::hours maxConversationAge{};
    std::chrono::hours cleanupInterval{};
    bool adoptTasks = true;
    int senderMessagesPerMinute = 0;
    int addressMessagesPerMinute = 0;
    int addressRequestsPerMinute = 0;
    int shopMessagesPerMinute = 0;
    int chatMessagesPerMinute = 0;
    int chatConnectionsPerAddress = 0;
    ChatHistoryLimits chatHistory;
    RetentionPolicy retention;
    QString operatorName;
    QString shopName;

    QString dataDir;
    QString settingsFile;
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
