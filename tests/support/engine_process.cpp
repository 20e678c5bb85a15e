#include "tests/support/engine_process.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

/// Names that would lead a test's engine to somebody's real services.
const QStringList kForeignPrefixes{u"REDIS_"_s,      u"POSTGRES_"_s,     u"AI_"_s,         u"PANCAKE_"_s,
                                   u"ADMIN_"_s,      u"API_"_s,          u"XDG_"_s,        u"MYSQL_"_s,
                                   u"TONGDAI_"_s,    u"DEBUG"_s,         u"ENVIRONMENT"_s, u"MAX_"_s,
                                   u"PROCESSING_"_s, u"CONVERSATION_"_s, u"CLEANUP_"_s,    u"FAIL"_s};

QProcessEnvironment cleanEnvironment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        for (const QString& prefix : kForeignPrefixes) {
            if (name.startsWith(prefix)) environment.remove(name);
        }
    }
    return environment;
}

}  // namespace

EngineProcess::EngineProcess() : m_dataDir(m_temporary.path() + u"/data"_s)
{
    setEnvironment(u"PANCAKE_ACCESS_TOKEN"_s, u"pancake-token-of-a-test-0123456789abcdef"_s);
    setEnvironment(u"ADMIN_ACCESS_TOKEN"_s, u"admin-token-of-a-test-0123456789abcdefgh"_s);
    // A test is a crowd at one address.
    setEnvironment(u"ADDRESS_MESSAGES_PER_MINUTE"_s, u"0"_s);
    setEnvironment(u"ADDRESS_REQUESTS_PER_MINUTE"_s, u"0"_s);
    setEnvironment(u"SHOP_MESSAGES_PER_MINUTE"_s, u"0"_s);
    setEnvironment(u"API_REQUESTS_PER_MINUTE"_s, u"0"_s);
    setEnvironment(u"API_SHOP_REQUESTS_PER_MINUTE"_s, u"0"_s);
    setEnvironment(u"CONNECTION_CALLS_PER_MINUTE"_s, u"0"_s);
    setEnvironment(u"PAGE_ANSWERS_PER_MINUTE"_s, u"0"_s);
}

EngineProcess::~EngineProcess()
{
    if (!isRunning()) return;
    resume();
    if (!stop(10'000)) crash();
}

QByteArray EngineProcess::pancakeToken() const
{
    return m_environment.value(u"PANCAKE_ACCESS_TOKEN"_s).toUtf8();
}
QByteArray EngineProcess::adminToken() const
{
    return m_environment.value(u"ADMIN_ACCESS_TOKEN"_s).toUtf8();
}

void EngineProcess::prepare(QProcess& process) const
{
    QProcessEnvironment environment = cleanEnvironment();
    environment.insert(u"HOME"_s, m_temporary.path());
    for (auto it = m_environment.cbegin(); it != m_environment.cend(); ++it)
        environment.insert(it.key(), it.value());
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_temporary.path());  // no foreign .env
}

EngineProcess::Ended EngineProcess::runToEnd(const QStringList& arguments, int timeoutMs)
{
    QProcess process;
    prepare(process);
    process.start(QStringLiteral(TONGDAI_TEST_BIN_DIR "/tongdai-engine"),
                  QStringList{u"--data-dir"_s, m_dataDir} + arguments);
    // With the event loop running: a stub of the same thread may be asked.
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, timeoutMs)) process.kill();
    process.waitForFinished(5'000);
    const bool isOrderly = process.exitStatus() == QProcess::NormalExit;
    return {isOrderly ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError())};
}

bool EngineProcess::start(int timeoutMs)
{
    const QString program = QStringLiteral(TONGDAI_TEST_BIN_DIR "/tongdai-engine");
    m_problem.clear();
    if (!QFileInfo(program).isExecutable()) {
        m_problem = u"%1 is not built; build the target tongdai-engine first"_s.arg(program);
        return false;
    }
    QDir().mkpath(m_dataDir);
    errorOutput();  // QProcess forgets the earlier run's
    m_isEndKnown = false;
    prepare(m_process);
    m_process.start(program, QStringList{u"--data-dir"_s, m_dataDir, u"--port"_s, u"0"_s} + m_arguments);
    if (!m_process.waitForStarted(5'000)) {
        m_problem = m_process.errorString();
        return false;
    }
    if (readReadyLine(timeoutMs)) return true;
    m_problem += u"; its log ends with: "_s + QString::fromUtf8(errorOutput().right(2000));
    if (isRunning()) crash();
    return false;
}

/// Waits with the event loop running: the engine may need a stub of the same thread to answer.
bool EngineProcess::readReadyLine(int timeoutMs)
{
    m_url.clear();
    const auto hasSpoken = [this] {
        while (m_url.isEmpty() && m_process.canReadLine()) {
            const QJsonObject line = QJsonDocument::fromJson(m_process.readLine()).object();
            if (line.value("event"_L1).toString() == "ready"_L1) m_url = QUrl(line.value("url"_L1).toString());
        }
        return !m_url.isEmpty() || !isRunning();
    };
    const bool inTime = QTest::qWaitFor(hasSpoken, timeoutMs);
    if (!m_url.isEmpty()) return m_url.isValid();
    m_problem =
        inTime ? u"it ended with code %1"_s.arg(m_process.exitCode()) : u"no ready line within %1 ms"_s.arg(timeoutMs);
    return false;
}

void EngineProcess::crash()
{
    if (!isRunning()) return;
    m_isEndKnown = true;
    ::kill(pid_t(pid()), SIGKILL);
    m_process.waitForFinished(10'000);
}

void EngineProcess::pause()
{
    ::kill(pid_t(pid()), SIGSTOP);
}

void EngineProcess::resume()
{
    ::kill(pid_t(pid()), SIGCONT);
}

void EngineProcess::signalStop()
{
    ::kill(pid_t(pid()), SIGTERM);
}

std::optional<int> EngineProcess::stop(int timeoutMs)
{
    if (!isRunning()) {
        if (!m_isEndKnown && m_process.exitStatus() == QProcess::CrashExit) tellBadStop(howItEnded(), 0);
        return m_process.exitCode();
    }
    QElapsedTimer clock;
    clock.start();
    signalStop();
    if (!waitForEnd(timeoutMs)) {
        tellBadStop(whereItIs(), clock.elapsed());
        return {};
    }
    const int code = m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    if (code != 0) tellBadStop(howItEnded(), clock.elapsed());
    return code;
}

QString EngineProcess::howItEnded() const
{
    if (m_process.exitStatus() == QProcess::CrashExit) return u"killed by signal %1"_s.arg(m_process.exitCode());
    return u"ended with code %1"_s.arg(m_process.exitCode());
}

/// What each of its threads waits for, as far as the system tells.
QString EngineProcess::whereItIs() const
{
    const QString tasks = u"/proc/%1/task"_s.arg(pid());
    const auto told = [&tasks](const QString& task, const QString& what) {
        QFile file(tasks + u'/' + task + u'/' + what);
        return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
    };
    QStringList threads;
    for (const QString& task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString state = told(task, u"stat"_s).section(u") "_s, -1).left(1);
        threads << u"%1 (%2, %3)"_s.arg(told(task, u"comm"_s), state, told(task, u"wchan"_s));
    }
    return u"still there, its threads: "_s + threads.join(u", "_s);
}

void EngineProcess::tellBadStop(const QString& how, qint64 milliseconds)
{
    qWarning("the engine's stop went wrong after %lld ms: %s; its log ends with:\n%s", milliseconds,
             qUtf8Printable(how), errorOutput().right(6'000).constData());
}

bool EngineProcess::waitForEnd(int timeoutMs)
{
    const bool ended = QTest::qWaitFor([this] { return !isRunning(); }, timeoutMs);
    if (ended) m_isEndKnown = true;
    return ended;
}

QByteArray EngineProcess::errorOutput()
{
    if (m_process.isOpen()) m_errorOutput += m_process.readAllStandardError();
    return m_errorOutput;
}

}  // namespace tongdai::testing
