#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace tongdai::redis {

/// One of those who watch over a group of servers.
struct SentinelAddress {
    QString host;
    quint16 port = 26379;
    friend bool operator==(const SentinelAddress&, const SentinelAddress&) = default;
};

/// Where a Redis server is and how to log in. A value.
struct Endpoint {
    QString unixSocket;  ///< path; when set, host and port are not used
    QString host;
    quint16 port = 6379;
    bool useTls = false;
    QString caFile;       ///< PEM; empty: the system's authorities
    QByteArray userName;  ///< empty: the default user
    QByteArray password;  ///< empty: no login
    int database = 0;
    QList<SentinelAddress>
        sentinels;     ///< when there are any, they say where the primary is: host and port are not used
    QByteArray group;  ///< its name among them
    QByteArray sentinelUser;
    QByteArray sentinelPassword;  ///< empty: no login

    static Endpoint onUnixSocket(QString path);
    static Endpoint onTcp(QString host, quint16 port);
    /// For people: "redis://host:6379/0" or the socket's path. Never with credentials.
    QString describe() const;
};

}  // namespace tongdai::redis
