#pragma once

#include <QString>

namespace tongdai {

/// Where a database server is and who asks. Plain value, any thread. Holds a secret: never print it, print target().
struct SqlServerAddress {
    QString host;      ///< name, address, or an absolute path: the Unix socket (MySQL) or its folder (PostgreSQL)
    quint16 port = 0;  ///< 0: the server's usual one
    QString database;
    QString user;
    QString password;

    /// For people, without credentials.
    QString target(const QString& scheme) const
    {
        const QString where = port == 0 ? host : host + u':' + QString::number(port);
        return scheme + QStringLiteral("://") + where + u'/' + database;
    }
};

}  // namespace tongdai
