#pragma once

#include "app/settings/settings.h"

namespace tongdai::app {

/// What the rows of the settings' table fill, value by value: settings that stand alone, and those that several rows
/// say together, before it is checked that they fit (app/settings/settings.cpp).
struct WrittenSettings : Settings {
    QString apiHost;
    QStringList cleartextHosts;
    bool isDebug = false;
    qint64 logMegabytes = 0;
    RedisTarget redisServer;
    QString redisUrl;
    QStringList redisSentinels;
    QString sentinelGroup;
    QString sentinelUser;
    QString sentinelPassword;
    DatabaseTarget postgres;
    QString postgresTls;  ///< auto, on, off
    DatabaseTarget mysql;
    QString mysqlTls;
    DatabaseTarget disputePostgres;
    QString disputePostgresTls;
    DatabaseTarget disputeMysql;
    QString disputeMysqlTls;
    QString disputeMysqlAdmin;
    bool isDisputeMysqlOurs = false;
    ModelTarget languageModel;
    QString modelLimitName;
    QString promptFile;
    KiotVietTarget kiotVietShop;
    QStringList pageNames;
    QString pageTokens;
    QString pageHookSecrets;
    int chatHistoryDays = 0;
};

}  // namespace tongdai::app
