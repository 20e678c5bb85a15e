#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

/// socketio_echo_server as a child process on a free port of 127.0.0.1. Timers of the conformance fixtures unless
/// told otherwise.
namespace tongdai::testing {

class EchoServer {
public:
    /// Fails the test (isRunning() false) when the program is missing or does not get ready.
    explicit EchoServer(const QString& protocol, const QStringList& more = {});
    ~EchoServer();

    bool isRunning() const { return m_port != 0; }
    QString failure() const { return m_failure; }
    quint16 port() const { return m_port; }
    /// Resident memory in KiB.
    qint64 memory() const;
    /// CPU seconds used so far.
    double cpuSeconds() const;
    /// Stops it by its id; its last words (counters), empty when it did not end well.
    QJsonObject stop();

private:
    QJsonObject readLine();

    QProcess m_process;
    quint16 m_port = 0;
    QString m_failure;
};

}  // namespace tongdai::testing
