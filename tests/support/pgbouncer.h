#pragma once

#include "tests/support/postgres_server.h"

#include <QProcess>
#include <QTemporaryDir>

namespace tongdai::testing {

/// A PgBouncer of a test's own before a server of its own, as installer/pgbouncer.ini sets it up: it gives connections
/// out by the transaction, so few that clients have to share them. Its Unix socket lies in a temporary directory. As
/// root it runs under the account `postgres`. Blocking calls; the test's thread.
class Pgbouncer {
public:
    struct Options {
        int connections = 4;           ///< to the server, for each database and user
        bool swallowsOptions = false;  ///< settings that clients bring are dropped without a word
    };
    explicit Pgbouncer(const PostgresServer& server) : Pgbouncer(server, Options()) {}
    Pgbouncer(const PostgresServer& server, Options options);
    ~Pgbouncer();

    /// Also again after kill(). False, with an explanation in problem(), when it does not listen within 60 s.
    bool start();
    void kill();  ///< at once, with every connection
    QString problem() const { return m_problem; }
    QByteArray log() const;  ///< of all its runs

    /// Directory of the socket: the host to connect to.
    QString host() const { return m_dir.path(); }
    static quint16 port() { return 6432; }  ///< names the socket only

private:
    bool writeFiles();
    QString logFile() const { return m_dir.filePath(QStringLiteral("pgbouncer.log")); }

    const PostgresServer& m_server;
    Options m_options;
    QTemporaryDir m_dir;
    QProcess m_process;
    QString m_problem;
};

}  // namespace tongdai::testing
