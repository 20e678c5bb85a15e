#include "engine/host/private_redis/private_redis.h"

#include "engine/domain/log.h"
#include "engine/domain/work/bound_child.h"

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QLockFile>
#include <QProcess>
#include <QStandardPaths>

#include <unistd.h>
#include <algorithm>
#include <csignal>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

const Log privateRedisLog("redis.server");
constexpr auto kStep = 15ms;
constexpr auto kLeftoverPatience = 1000ms;  ///< between SIGTERM and SIGKILL, and again until we give up
constexpr auto kSteadyAfter = 10s;          ///< a server that lived this long starts again without a longer pause
constexpr qint64 kMaxLogBytes = 1024 * 1024;

QString findProgram(const QString& wanted)
{
    if (!wanted.isEmpty()) return QStandardPaths::findExecutable(wanted);
    for (const QString& name : {u"redis-server"_s, u"valkey-server"_s}) {
        const QString found = QStandardPaths::findExecutable(name);
        if (!found.isEmpty()) return found;
    }
    return {};
}

}  // namespace

PrivateRedis::PrivateRedis(QString folder, Options options, QObject* parent)
    : QObject(parent), m_options(std::move(options))
{
    m_folder.data = QDir::cleanPath(QDir(folder).absolutePath());
    m_stepTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    m_killTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &PrivateRedis::prepare);
    connect(&m_killTimer, &QTimer::timeout, this, [this] {
        privateRedisLog.warn("the private redis did not stop in time");
        if (m_process) m_process->kill();
    });
}

PrivateRedis::~PrivateRedis()
{
    if (!m_process) return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(1000);
}

qint64 PrivateRedis::processId() const
{
    return m_process ? m_process->processId() : 0;
}

void PrivateRedis::start()
{
    if (m_wanted) return;
    m_wanted = true;
    m_failures = 0;
    setState(State::Starting);
    m_retryTimer.start(0);
}

void PrivateRedis::stop()
{
    m_wanted = false;
    m_retryTimer.stop();
    m_stepTimer.stop();
    m_probe.reset();
    if (!m_process) {
        QMetaObject::invokeMethod(this, &PrivateRedis::finishStop, Qt::QueuedConnection);
        return;
    }
    m_process->terminate();
    m_killTimer.start(m_options.stopLimit);
}

void PrivateRedis::finishStop()
{
    if (m_wanted || m_process) return;
    m_killTimer.stop();
    m_lock.reset();
    setState(State::Stopped);
    emit stopped();
}

// ---- starting -------------------------------------------------------------------------------------------------

void PrivateRedis::prepare()
{
    if (!m_wanted || m_process) return;
    QString problem;
    const auto folder = prepareRedisFolder(m_folder.data, problem);
    if (!folder) return retryLater(State::Failed, problem);
    m_folder = *folder;
    if (!m_lock) {
        m_lock = std::make_unique<QLockFile>(m_folder.lockFile());
        m_lock->setStaleLockTime(0);  // stale only when its process is gone
        if (!m_lock->tryLock(0)) {
            const bool isTaken = m_lock->error() == QLockFile::LockFailedError;
            m_lock.reset();
            const QString why = isTaken ? u"another running program uses %1"_s : u"nothing can be written to %1"_s;
            return retryLater(State::Failed, why.arg(m_folder.data));
        }
    }
    m_stepBegan = steady_clock::now();
    m_leftoverSignal = 0;
    removeLeftover();
}

/// Its program is gone, or we would not have the lock. It is stopped, not adopted: nobody could watch it.
void PrivateRedis::removeLeftover()
{
    if (!m_wanted) return;
    bool isStranger = false;
    const auto leftover = findLeftoverServer(m_folder, isStranger);
    if (isStranger) return retryLater(State::Failed, u"another program listens on %1"_s.arg(m_folder.socket));
    if (!leftover) return spawn();
    const auto waited = steady_clock::now() - m_stepBegan;
    if (waited > 2 * kLeftoverPatience)
        return retryLater(State::Failed, u"an old redis-server (process %1) does not end"_s.arg(*leftover));
    const int wanted = waited > kLeftoverPatience ? SIGKILL : SIGTERM;
    if (std::exchange(m_leftoverSignal, wanted) != wanted) {
        privateRedisLog.info("stopping a leftover redis-server", {{u"pid"_s, *leftover}, {u"signal"_s, wanted}});
        ::kill(pid_t(*leftover), wanted);
    }
    m_stepTimer.disconnect(this);
    connect(&m_stepTimer, &QTimer::timeout, this, &PrivateRedis::removeLeftover);
    m_stepTimer.start(kStep);
}

void PrivateRedis::spawn()
{
    const QString program = findProgram(m_options.program);
    if (program.isEmpty()) return retryLater(State::MissingBinary, u"redis-server is not installed"_s);
    rotateLog();
    setState(State::Starting);
    m_process = std::make_unique<QProcess>();
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardErrorFile(m_folder.logFile(), QIODevice::Append);
    m_process->setWorkingDirectory(m_folder.data);
    m_process->setChildProcessModifier([parent = ::getpid()] { bindToParent(parent); });
    connect(m_process.get(), &QProcess::finished, this, &PrivateRedis::serverEnded);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) serverEnded();
    });
    m_stepBegan = steady_clock::now();
    m_stepTimer.disconnect(this);
    connect(&m_stepTimer, &QTimer::timeout, this, &PrivateRedis::askIfReady);
    m_stepTimer.start(kStep);
    m_process->start(program, arguments());
}

QStringList PrivateRedis::arguments() const
{
    return {
        u"--port"_s, u"0"_s, u"--unixsocket"_s, m_folder.socket, u"--unixsocketperm"_s, u"700"_s, u"--dir"_s,
        m_folder.data, u"--pidfile"_s, m_folder.pidFile(), u"--logfile"_s, m_folder.logFile(), u"--daemonize"_s,
        u"no"_s, u"--save"_s, QString(), u"--appendonly"_s, u"yes"_s, u"--appendfsync"_s, u"everysec"_s,
        u"--maxmemory"_s, u"%1mb"_s.arg(m_options.maxMemoryMegabytes),
        // Nothing of ours may be forgotten to make room: writes are refused instead, and the engine goes on without.
        u"--maxmemory-policy"_s, u"noeviction"_s, u"--set-proc-title"_s, u"yes"_s};
}

void PrivateRedis::askIfReady()
{
    if (!m_wanted || !m_process || m_state == State::Ready) return;
    if (steady_clock::now() - m_stepBegan > m_options.startLimit) {
        privateRedisLog.warn("the private redis does not listen");
        m_process->kill();
        return;
    }
    m_probe = std::make_unique<QLocalSocket>();
    connect(m_probe.get(), &QLocalSocket::connected, this, [this] { m_probe->write("PING\r\n"); });
    connect(m_probe.get(), &QLocalSocket::readyRead, this, &PrivateRedis::readAnswer);
    m_stepTimer.start(kStep * 10);  // when nothing comes back
    m_probe->connectToServer(m_folder.socket);
    if (m_probe->state() == QLocalSocket::UnconnectedState) m_stepTimer.start(kStep);
}

void PrivateRedis::readAnswer()
{
    const QByteArray answer = m_probe->readAll();
    m_probe.release()->deleteLater();
    if (answer.startsWith("+PONG")) {
        m_stepTimer.stop();
        m_readySince = steady_clock::now();
        setState(State::Ready);
        return;
    }
    if (answer.startsWith("-LOADING")) m_stepBegan = steady_clock::now();
    m_stepTimer.start(kStep * 10);
}

// ---- ending ---------------------------------------------------------------------------------------------------

void PrivateRedis::serverEnded()
{
    if (!m_process) return;
    const QString how = m_process->error() == QProcess::FailedToStart    ? m_process->errorString()
                        : m_process->exitStatus() == QProcess::CrashExit ? u"it was killed"_s
                                                                         : u"exit code %1"_s.arg(m_process->exitCode());
    m_process->disconnect(this);
    m_process.release()->deleteLater();
    m_probe.reset();
    m_stepTimer.stop();
    m_killTimer.stop();
    if (!m_wanted) return finishStop();
    const bool wasReady = m_state == State::Ready;
    if (wasReady && steady_clock::now() - m_readySince > kSteadyAfter) m_failures = 0;
    const QString cause = wasReady ? how : u"%1: %2"_s.arg(how, lastLogLine());
    if (!wasReady) setDamagedFileAside();
    retryLater(State::Restarting, cause);
}

/// A server that does not start because its file is damaged never will. What it kept is a cache (guarantees 2.1):
/// set aside for whoever wants to look, one copy, and begun anew.
void PrivateRedis::setDamagedFileAside()
{
    const QString line = lastLogLine();
    const bool damaged = line.contains(u"Bad file format"_s) || line.contains(u"Unexpected end of file"_s) ||
                         line.contains(u"redis-check-aof"_s) || line.contains(u"AOF"_s) ||
                         line.contains(u"append only file"_s);
    if (!damaged || !QDir(m_folder.appendFolder()).exists()) return;
    const QString aside = m_folder.data + u"/appendonlydir.damaged"_s;
    QDir(aside).removeRecursively();
    if (QDir().rename(m_folder.appendFolder(), aside))
        privateRedisLog.warn("damaged append-only file set aside", {{u"cause"_s, line}});
}

QString PrivateRedis::lastLogLine() const
{
    QFile file(m_folder.logFile());
    if (!file.open(QIODevice::ReadOnly)) return {};
    file.seek(std::max<qint64>(0, file.size() - 2048));
    const QByteArray tail = file.readAll().trimmed();
    return QString::fromUtf8(tail.mid(tail.lastIndexOf('\n') + 1).right(300));
}

/// One older log is kept; the server itself never shortens its own.
void PrivateRedis::rotateLog() const
{
    if (QFileInfo(m_folder.logFile()).size() < kMaxLogBytes) return;
    QFile::remove(m_folder.logFile() + u".1"_s);
    QFile::rename(m_folder.logFile(), m_folder.logFile() + u".1"_s);
}

void PrivateRedis::retryLater(State state, const QString& cause)
{
    const int doublings = std::min(m_failures++, 10);
    m_retryTimer.start(std::min(m_options.firstRestart * (1 << doublings), m_options.lastRestart));
    privateRedisLog.warn("the private redis is not running", {{u"cause"_s, cause}, {u"failures"_s, m_failures}});
    setState(state, cause);
}

void PrivateRedis::setState(State state, const QString& cause)
{
    if (m_state == state && m_cause == cause) return;
    m_state = state;
    m_cause = cause;
    emit stateChanged(state);
}

}  // namespace tongdai
