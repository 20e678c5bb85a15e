#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace tongdai::testing {

/// A PostgreSQL server of a test's own: data and Unix socket in a temporary directory, no TCP unless asked for. It
/// flushes what it commits, as a shop's server does. As root it runs under the account `postgres`. Blocking calls; the
/// test's thread.
class PostgresServer {
public:
    ~PostgresServer();

    /// Before start(): also on a loopback port, with these settings ("name=value") beside the usual ones.
    void listenOnTcp(const QStringList& settings);

    /// False, with an explanation in problem(), when the server does not answer within 60 s.
    bool start();
    /// Before the first start(): a standby that follows this server, which runs.
    bool copyFrom(const PostgresServer& primary);
    /// From now on start() waits with this thread's events going on. Not for a test whose timers start servers.
    void startBesideEvents() { m_isBesideEvents = true; }
    void stop();
    void kill();  ///< at once, with every connection; the next start() recovers from the log
    QString problem() const { return m_problem; }
    QByteArray log();                                          ///< what it has said so far
    qint64 processId() const { return m_server.processId(); }  ///< 0: it does not run

    /// Directory of the socket: the host to connect to.
    QString host() const { return m_dir.path(); }
    quint16 port() const { return m_port; }
    QString dataDir() const { return m_dir.filePath(QStringLiteral("data")); }
    static QString user() { return QStringLiteral("tongdai"); }

    bool createDatabase(const QString& name);
    /// From now on resetDatabase() gives all tables the rows they have now.
    bool keepRows(const QString& name);
    bool resetDatabase(const QString& name);
    void dropDatabase(const QString& name);
    /// Runs psql, independent of the code under test; what it printed, unaligned, without the last newline.
    QByteArray psql(const QString& database, const QString& sql);

private:
    bool initialise();
    bool prepareFolder();
    void launch(QProcess& process, const QString& program, const QStringList& arguments) const;
    bool finishes(QProcess& process, const QString& what);

    QTemporaryDir m_dir;
    QString m_programs;
    QProcess m_server;
    QString m_problem;
    QByteArray m_log;
    bool m_isBesideEvents = false;
    quint16 m_port = 5432;  ///< names the socket, too
    QStringList m_settings;
};

}  // namespace tongdai::testing
