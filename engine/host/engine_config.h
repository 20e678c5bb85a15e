#pragma once

#include "engine/domain/address_range.h"
#include "engine/domain/chat_session.h"
#include "engine/domain/privacy.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>
#include <vector>

namespace tongdai {

/// A Redis shared with other engines.
struct RedisTarget {
    QString host;
    quint16 port = 6379;
    int database = 0;
    QString user;
    QString password;
    bool tls = false;
    QString caFile = {};  ///< PEM; empty: the system's authorities
};

/// A database server that holds the history.
struct DatabaseTarget {
    enum class Kind { Postgres, MySql };
    Kind kind = Kind::Postgres;
    QString host;
    quint16 port = 0;
    QString database;
    QString user;
    QString password;
    enum class Tls { WhereOffered, Required, Off };  ///< as SqlServerAddress has them
    Tls tls = Tls::WhereOffered;
    QString caFile = {};
};

/// What the engine is built from: settings already checked, secrets already read. A plain value.
struct EngineConfig {
    QString dataDir;
    QString settingsFile;
    QString logFile;
    QString environment;

    QHostAddress host{QHostAddress::LocalHost};
    quint16 port = 8000;
    QStringList allowedHosts;
    QStringList allowedOrigins;
    std::vector<AddressRange> trustedProxies;  ///< whose word is believed about where callers come from
    QString certificateFile;                   ///< with keyFile: HTTPS
    QString keyFile;

    QString pancakeToken;
    QString adminToken;
    QString jwtSecret;
    bool tokensGenerated = false;

    std::optional<RedisTarget> redis;        ///< absent: a private redis-server in the data folder
    std::optional<DatabaseTarget> database;  ///< absent: SQLite in the data folder
    QUrl aiUrl;                              ///< empty: rules
    QString aiPath;
    QUrl platformUrl;  ///< empty: actions stay in the conversation
    QString platformPath;

    std::chrono::seconds aiTimeout{30};
    std::chrono::seconds aiProcessingTimeout{30};
    int aiTries = 3;
    int contextSize = 100;
    std::chrono::seconds platformTimeout{10};
    std::chrono::seconds stateTtl{86400};
    std::chrono::seconds lockTtl{30};
    std::chrono::hours maxConversationAge{24};
    std::chrono::hours cleanupInterval{6};

    bool adoptTasks = true;             ///< tasks other programs push into message_queue are carried out here
    int senderMessagesPerMinute = 600;  ///< of one sender through the platform's route; 0: any number
    int addressMessagesPerMinute = 0;   ///< of customers at one address; 0: any number
    int addressRequestsPerMinute = 0;   ///< of customers and strangers at one address; 0: any number
    int shopMessagesPerMinute = 0;      ///< of all customers together; 0: any number
    int chatMessagesPerMinute = 25;     ///< of one user, over all threads and sockets
    int chatConnectionsPerAddress = 256;
    std::chrono::milliseconds chatRecovery{120'000};  ///< how long a cut client may come back to what it missed

    ChatHistoryLimits chatHistory;
    RetentionPolicy retention;

    OperatorId operatorId;
    QString operatorName;
    QString operatorShownName;  ///< to customers; empty: they see no name
    QString shopName;           ///< to customers
    bool openSample = false;
    bool hasWindow = true;  ///< somebody looks at the desk of this engine
};

}  // namespace tongdai
