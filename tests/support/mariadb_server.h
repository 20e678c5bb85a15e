#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace tongdai::testing {

/// A MariaDB server of a test's own: data and Unix socket in a temporary directory, no TCP unless asked for. It flushes
/// what it commits, as a shop's server does. As root it runs under the account `mysql`. Blocking calls; the test's
/// thread.
class MariadbServer {
public:
    ~MariadbServer();

    /// Before start(): also on a loopback port, with these options beside the usual ones.
    void listenOnTcp(const QStringList& options);
    quint16 port() const { return m_port; }
    /// Before start(): the buffer pool. Small unless told, for many servers beside each other.
    void setMemory(int mebibytes) { m_memory = mebibytes; }

    /// False, with an explanation in problem(), when the server does not answer within 60 s.
    bool start();
    void stop();
    void kill();  ///< SIGKILL; the next start() recovers from the log
    QString problem() const { return m_problem; }
    QByteArray log();                                          ///< what it has said so far
    qint64 processId() const { return m_server.processId(); }  ///< 0: it does not run

    QString socketPath() const { return m_dir.filePath(QStringLiteral("mysql.sock")); }
    /// May do everything, without a password.
    static QString user() { return QStringLiteral("root"); }

    bool createDatabase(const QString& name);
    /// Makes the rows of all tables of a database those of another one that has the same tables.
    bool resetDatabase(const QString& name, const QString& toThoseOf);
    void dropDatabase(const QString& name);
    /// Runs the client program, independent of the code under test; what it printed without the last newline.
    QByteArray ask(const QString& sql);
    /// The client program with a connection of its own; statements go to its standard input. It ends with its owner.
    std::unique_ptr<QProcess> beginSession();

private:
    bool initialise();
    QProcessEnvironment environment() const;

    QTemporaryDir m_dir;
    QProcess m_server;
    QString m_problem;
    QByteArray m_log;
    quint16 m_port = 0;
    int m_memory = 32;
    QStringList m_options;
};

}  // namespace tongdai::testing
