#pragma once

#include "engine/domain/conversation/answer_rule.h"
#include "engine/domain/conversation/chat_session.h"
#include "engine/domain/conversation/long_wait.h"
#include "engine/domain/limits/address_range.h"
#include "engine/domain/people/privacy.h"

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
    /// Where there are any, they say which server is the primary; host is the first of them.
    std::vector<std::pair<QString, quint16>> sentinels = {};
    QString group = {};  ///< the servers' name among them
    QString sentinelUser = {};
    QString sentinelPassword = {};
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
    bool isPooled = false;  ///< as SqlServerAddress has it
};

/// A language model that answers.
struct ModelTarget {
    QUrl url;
    QString model;
    QString key;
    QString prompt;  ///< empty: the standard words
    bool isStreamed = true;
    int mostTokens = 600;
    bool wantsCompletionTokens = false;
    int parallel = 4;
    qint64 tokensPerDay = 0;  ///< 0: any number
};

/// The shop's own system.
struct KiotVietTarget {
    QString retailer;
    QString clientId;
    QString clientSecret;
    QUrl api;
    QUrl tokenService;
    int requestsPerHour = 4500;
    QString hookSecret = {};  ///< empty: no webhooks
};

/// A page of the shop at Pancake (contracts/pancake §1).
struct PageTarget {
    QByteArray id;
    QString platform;  ///< "facebook", "zalo", …
    QString name;      ///< as people of the shop call it; empty: its id
    QString token;
    QString hookSecret;  ///< empty: no events are taken, it is only caught up with
};

/// Another program's database that disputes are judged on; it is only read.
struct DisputeTarget {
    DatabaseTarget database;
    QString admin;               ///< MySQL: the user there in whose name looks are written down; empty: they are not
    bool isOursToWrite = false;  ///< MySQL: joining by REST changes participants and states there
};

/// What the engine is built from: settings already checked, secrets already read. A plain value.
struct EngineConfig {
    QString dataDir;
    QString settingsFile;
    QString logFile;
    QString environment;
    bool isEnvironmentNamed = false;  ///< by somebody, not by default

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
    QString assistantToken;  ///< empty: the desk is no MCP server
    QString assistantOwner;  ///< in whose name assistants act; empty: the operator of this computer
    QString evidenceKey;     ///< what evidence is signed with is made from it
    bool tokensGenerated = false;

    std::optional<RedisTarget> redis;        ///< absent: a private redis-server in the data folder
    bool hasRedis = true;                    ///< false: neither; what is live is in this process alone
    std::optional<DatabaseTarget> database;  ///< absent: SQLite in the data folder
    std::vector<DisputeTarget> disputes;     ///< beside this shop's own history
    QUrl aiUrl;                              ///< empty: rules
    QString aiPath;
    std::optional<ModelTarget> model;  ///< instead of aiUrl
    QUrl platformUrl;                  ///< empty: actions stay in the conversation
    QString platformPath;
    std::optional<KiotVietTarget> kiotViet;  ///< absent: not asked
    std::vector<PageTarget> pages;           ///< at Pancake; empty: none
    QUrl pagesApi;                           ///< of Pancake

    std::chrono::seconds aiTimeout{30};
    std::chrono::seconds aiProcessingTimeout{30};
    int aiTries = 3;
    int contextSize = 100;
    std::chrono::seconds platformTimeout{10};
    std::chrono::seconds stateTtl{86400};
    std::chrono::seconds lockTtl{30};
    std::chrono::hours maxConversationAge{24};
    std::chrono::hours cleanupInterval{6};

    AnswerRule answerRule;              ///< which answers of the AI are sent
    NobodyCameRule nobodyCame;          ///< for who waits for a person in vain
    QStringList pauseChannels;          ///< where customers are let finish before the bot answers
    std::chrono::seconds pause{3};      ///< after their last word
    bool detailsFromAi = false;         ///< what the AI names of customers in its answers is kept as their details
    bool adoptTasks = true;             ///< tasks other programs push into message_queue are carried out here
    int hooksKept = 500;                ///< newest calls of each platform endpoint, in memory; 0: none
    int senderMessagesPerMinute = 600;  ///< of one sender through the platform's route; 0: any number
    int addressMessagesPerMinute = 0;   ///< of customers at one address; 0: any number
    int addressRequestsPerMinute = 0;   ///< of customers and strangers at one address; 0: any number
    int shopMessagesPerMinute = 0;      ///< of all customers together; 0: any number
    int chatMessagesPerMinute = 25;     ///< of one user, over all threads and sockets
    int apiRequestsPerMinute = 0;       ///< of one person or program with a token; 0: any number
    int apiShopRequestsPerMinute = 0;   ///< of all of them together; 0: any number
    int connectionCallsPerMinute = 0;   ///< on one socket; 0: any number
    int pageAnswersPerMinute = 0;       ///< sent to one page of the platform; 0: any number
    int platformRequestsPerMinute = 0;  ///< of the platform as a whole; 0: any number
    int chatConnectionsPerAddress = 256;
    std::chrono::milliseconds chatRecovery{120'000};  ///< how long a cut client may come back to what it missed

    ChatHistoryLimits chatHistory;
    RetentionPolicy retention;
    ErasureTerms erasureTerms;

    OperatorId operatorId;
    QString operatorName;
    std::chrono::minutes lockAfter{15};  ///< of a desk somebody has signed in at, without a key or a movement; 0: never
    QString operatorShownName;           ///< to customers; empty: they see no name
    QString shopName;                    ///< to customers
    bool openSample = false;
    bool hasWindow = true;      ///< somebody looks at the desk of this engine
    bool recordsClaims = true;  ///< for the Locks pages; false only to measure what it costs

    /// Acts that cannot be taken back ask for more there.
    bool isProduction() const { return environment.compare(QLatin1StringView("production"), Qt::CaseInsensitive) == 0; }
    /// Somebody has said so, or has given it a store or a Redis that others can share. Whoever has just installed the
    /// program has neither: their acts are guarded, and nothing warns them of a shop that is not there yet.
    bool isMarkedLive() const { return isProduction() && (isEnvironmentNamed || database || redis); }
};

}  // namespace tongdai
