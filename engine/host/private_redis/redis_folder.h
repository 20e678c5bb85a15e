#pragma once

#include <QString>

#include <optional>

namespace tongdai {

/// Where a private redis-server keeps its things: append-only file, log and pid in the data folder, the socket there
/// too unless its path would be longer than the system allows (107 bytes); then in a short folder of this user's,
/// named after the data folder. Both folders are ours alone (0700).
struct RedisFolder {
    QString data;
    QString socket;
    QString pidFile() const { return data + QStringLiteral("/redis.pid"); }
    QString logFile() const { return data + QStringLiteral("/redis.log"); }
    QString lockFile() const { return data + QStringLiteral("/redis.lock"); }
    QString appendFolder() const { return data + QStringLiteral("/appendonlydir"); }
};

/// Makes the folders. Returns nothing, and says why, when they cannot be made or belong to somebody else.
std::optional<RedisFolder> prepareRedisFolder(const QString& data, QString& problem);

/// The path a server for this data folder listens on.
QString redisSocketPath(const QString& data);

/// Process id of a redis-server that outlived its program and still serves this folder; nothing when there is none.
/// Sets `isStranger` when somebody else listens on the socket.
std::optional<qint64> findLeftoverServer(const RedisFolder& folder, bool& isStranger);

}  // namespace tongdai
