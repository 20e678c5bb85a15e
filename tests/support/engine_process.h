#pragma once

#include <QByteArray>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <optional>

namespace tongdai::testing {

/// The real `tongdai-engine` as a child of a test: own data folder, any free port, known tokens, nothing of the
/// caller's settings. Ends with its owner. It may be started again on the same data after a crash.
class EngineProcess {
public:
    EngineProcess();
    ~EngineProcess();
    Q_DISABLE_COPY_MOVE(EngineProcess)

    /// Before start. Names as in contracts/handle-message §1, e.g. AI_SERVICE_URL.
    void setEnvironment(const QString& name, const QString& value) { m_environment.insert(name, value); }
    void setArguments(const QStringList& arguments) { m_arguments = arguments; }
    /// Instead of an own temporary folder, e.g. to share one between two processes.
    void setDataDir(const QString& dir) { m_dataDir = dir; }
    QString dataDir() const { return m_dataDir; }
    QString historyFile() const { return m_dataDir + QStringLiteral("/history.sqlite"); }

    /// Waits for the ready line. False: see problem().
    bool start(int timeoutMs = 20'000);
    QString problem() const { return m_problem; }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 pid() const { return m_process.processId(); }
    QUrl url() const { return m_url; }
    QByteArray pancakeToken() const;
    QByteArray adminToken() const;

    void crash();       ///< SIGKILL, and waits for its end
    void pause();       ///< SIGSTOP
    void resume();      ///< SIGCONT
    void signalStop();  ///< SIGTERM without waiting
    /// SIGTERM; the exit code (-1: it crashed), or nothing when it does not end in time. A stop that goes wrong is told
    /// in the test's output: how it ended or where its threads are, how long it took, and the end of its log.
    std::optional<int> stop(int timeoutMs = 15'000);
    /// For one that ends by itself, e.g. at a failpoint.
    bool waitForEnd(int timeoutMs);
    int exitCode() const { return m_process.exitCode(); }

    /// Runs it with these arguments besides the data folder until it ends by itself.
    struct Ended {
        int exitCode = -1;  ///< -1: it did not end in time, or crashed
        QString said;       ///< standard output, then standard error
    };
    Ended runToEnd(const QStringList& arguments, int timeoutMs = 30'000);

    QByteArray errorOutput();  ///< all of stderr so far: the log

private:
    bool readReadyLine(int timeoutMs);
    QString howItEnded() const;
    QString whereItIs() const;
    void tellBadStop(const QString& how, qint64 milliseconds);
    void prepare(QProcess& process) const;

    QTemporaryDir m_temporary;
    QString m_dataDir;
    QMap<QString, QString> m_environment;
    QStringList m_arguments;
    QProcess m_process;
    QByteArray m_errorOutput;
    QUrl m_url;
    QString m_problem;
    bool m_isEndKnown = false;  ///< the test killed it, or has waited for its end
};

}  // namespace tongdai::testing

/// For QCOMPARE(engine.stop(), std::optional<int>(0)).
template <>
inline char* QTest::toString(const std::optional<int>& code)
{
    return qstrdup(code ? QByteArray::number(*code).constData() : "nothing: it did not end");
}
