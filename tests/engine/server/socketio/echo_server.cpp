#include "tests/engine/server/socketio/echo_server.h"

#include <QFile>
#include <QJsonDocument>

#include <signal.h>
#include <unistd.h>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStartTimeout_ms = 20'000;

}  // namespace

EchoServer::EchoServer(const QString& protocol, const QStringList& more)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral(TONGDAI_BIN_DIR "/socketio_echo_server"),
                    QStringList{u"--protocol"_s, protocol, u"--port"_s, u"0"_s} + more);
    const QJsonObject ready = readLine();
    m_port = quint16(ready.value(u"port").toInt());
    if (m_port == 0) m_failure = u"socketio_echo_server did not start; build the target of that name"_s;
}

EchoServer::~EchoServer()
{
    if (m_process.state() != QProcess::NotRunning) stop();
}

QJsonObject EchoServer::readLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(kStartTimeout_ms)) return {};
    }
    return QJsonDocument::fromJson(m_process.readLine()).object();
}

qint64 EchoServer::memory() const
{
    QFile file(u"/proc/%1/statm"_s.arg(m_process.processId()));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE) / 1024;
}

double EchoServer::cpuSeconds() const
{
    QFile file(u"/proc/%1/stat"_s.arg(m_process.processId()));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return double(fields.value(11).toLongLong() + fields.value(12).toLongLong()) / double(sysconf(_SC_CLK_TCK));
}

QJsonObject EchoServer::stop()
{
    ::kill(pid_t(m_process.processId()), SIGTERM);
    const QJsonObject lastWords = readLine();
    const bool endedWell = m_process.waitForFinished(kStartTimeout_ms) && m_process.exitCode() == 0 &&
                           m_process.exitStatus() == QProcess::NormalExit;
    return endedWell ? lastWords : QJsonObject{};
}

}  // namespace tongdai::testing
