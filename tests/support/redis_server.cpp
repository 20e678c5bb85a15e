#include "tests/support/redis_server.h"

#include <QElapsedTimer>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTcpServer>

#include <csignal>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRedisPatience = 10'000;

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}

}  // namespace

RedisServer::RedisServer(Options options) : m_options(std::move(options))
{
    if (m_options.withTcp) m_port = freePort();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

RedisServer::~RedisServer()
{
    if (m_process.state() == QProcess::NotRunning) return;
    resume();
    kill();
}

bool RedisServer::start()
{
    if (QStandardPaths::findExecutable(u"redis-server"_s).isEmpty()) {
        m_problem = u"redis-server is missing: apt-get install redis-server redis-tools"_s;
        return false;
    }
    begin();
    return waitUntilItAnswers();
}

void RedisServer::begin(const QStringList& more)
{
    QStringList arguments{u"--port"_s,       QString::number(m_port),
                          u"--bind"_s,       u"127.0.0.1"_s,
                          u"--unixsocket"_s, socketPath(),
                          u"--dir"_s,        m_dir.path(),
                          u"--save"_s,       u""_s,
                          u"--appendonly"_s, u"no"_s};
    arguments += m_options.extra + more;
    m_process.start(u"redis-server"_s, arguments);
}

bool RedisServer::waitUntilItAnswers()
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kRedisPatience) {
        if (m_process.state() == QProcess::NotRunning) break;
        QLocalSocket socket;
        socket.connectToServer(socketPath());
        if (socket.waitForConnected(100)) {
            socket.write("PING\r\n");
            if (socket.waitForReadyRead(1000)) {
                const QByteArray answer = socket.readAll();
                if (answer.startsWith("+PONG") || answer.startsWith("-NOAUTH")) return true;
            }
        }
        m_process.waitForFinished(10);
    }
    m_problem = u"redis-server did not start: "_s + QString::fromUtf8(m_process.readAll());
    return false;
}

void RedisServer::stop()
{
    m_process.terminate();
    m_process.waitForFinished(kRedisPatience);
}

void RedisServer::kill()
{
    m_process.kill();
    m_process.waitForFinished(kRedisPatience);
}

void RedisServer::pause()
{
    ::kill(pid_t(m_process.processId()), SIGSTOP);
}
void RedisServer::resume()
{
    ::kill(pid_t(m_process.processId()), SIGCONT);
}

bool RedisServer::restart()
{
    if (m_process.state() != QProcess::NotRunning) kill();
    return start();
}

QByteArray RedisServer::cli(const QByteArrayList& args) const
{
    QStringList arguments{u"-s"_s, socketPath(), u"--raw"_s};
    for (const QByteArray& arg : args)
        arguments.append(QString::fromUtf8(arg));
    QProcess client;
    client.start(u"redis-cli"_s, arguments);
    client.waitForFinished(kRedisPatience);
    QByteArray output = client.readAllStandardOutput();
    while (output.endsWith('\n'))
        output.chop(1);
    return output;
}

}  // namespace tongdai::testing
