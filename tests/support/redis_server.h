#pragma once

#include <QByteArrayList>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace tongdai::testing {

/// A redis-server of a test's own: on a Unix socket in a temporary directory, and on a loopback port when asked.
/// Empty at every start unless told to keep its data. Blocking calls; the test's thread.
class RedisServer {
public:
    struct Options {
        bool withTcp = false;
        QStringList extra;  ///< command-line options, e.g. {"--maxmemory", "1mb"}
    };
    RedisServer() : RedisServer(Options{}) {}
    explicit RedisServer(Options options);
    ~RedisServer();

    /// False, with an explanation in problem(), when the server does not answer within 10 s.
    bool start();
    /// Without waiting: a server that loads what it kept answers LOADING for a while.
    void begin(const QStringList& more = {});
    void stop();  ///< SIGTERM
    void kill();  ///< SIGKILL
    void pause();
    void resume();
    bool restart();

    QString socketPath() const { return m_dir.filePath(QStringLiteral("redis.sock")); }
    quint16 port() const { return m_port; }
    qint64 pid() const { return m_process.processId(); }
    QString problem() const { return m_problem; }
    /// Runs redis-cli, waits, returns what it printed without the last newline. Independent of the code under test.
    QByteArray cli(const QByteArrayList& args) const;

private:
    bool waitUntilItAnswers();

    Options m_options;
    QTemporaryDir m_dir;
    QProcess m_process;
    quint16 m_port = 0;
    QString m_problem;
};

}  // namespace tongdai::testing
