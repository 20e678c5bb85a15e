#pragma once

#include <QString>

namespace tongdai {

/// Where a database server is and who asks. Plain value, any thread. Holds a secret: never print it, print target().
struct SqlServerAddress {
    QString host;      ///< name, address, or an absolute path: the Unix socket (MySQL) or its folder (PostgreSQL).
                       ///< PostgreSQL: also several, "host1,host2:5433", of which the one that takes writes is used
    quint16 port = 0;  ///< 0: the server's usual one
    QString database;
    QString user;
    QString password;
    enum class Tls : quint8 {
        WhereOffered,  ///< between programs of one machine
        Required,      ///< with a certificate that caFile vouches for, never without (security S02)
        Off,
    };
    Tls tls = Tls::WhereOffered;
    /// PEM of the authority. PostgreSQL also checks the server's name, and takes the system's authorities when this is
    /// empty. Qt's MySQL driver cannot check names: there it must be an authority of this shop's servers alone.
    QString caFile = {};
    /// PostgreSQL: a pooler stands before it that may give its connections out by the transaction (guarantees 2.22).
    bool isPooled = false;

    /// For people, without credentials.
    QString target(const QString& scheme) const
    {
        const QString where = port == 0 ? host : host + u':' + QString::number(port);
        return scheme + QStringLiteral("://") + where + u'/' + database;
    }
};

}  // namespace tongdai
