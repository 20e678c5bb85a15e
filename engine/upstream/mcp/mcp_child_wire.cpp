#include "engine/upstream/mcp/mcp_child_wire.h"

#include "engine/domain/log.h"
#include "engine/domain/work/bound_child.h"

#include <unistd.h>
#include <csignal>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using contract::McpMessage;

namespace {

const Log mcpChildLog("engine.mcp");

constexpr auto kSignOfLife = 5s;
constexpr int kReapWait_ms = 1'000;  // after SIGKILL: the kernel's work alone

}  // namespace

McpChildWire::McpChildWire(Program program) : m_program(std::move(program))
{
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        mcpChildLog.warn("a server that says nothing is ended", {{u"program"_s, m_program.path}});
        kill();
        endAll(mcpFault(SendOutcome::Kind::Ambiguous, u"the program said nothing and was ended"_s));
    });
}

McpChildWire::~McpChildWire()
{
    killAndWait();
}

void McpChildWire::start()
{
    m_isAgreed = false;
    m_rest.clear();
    m_noise = 0;
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(m_program.path);
    m_process->setArguments(m_program.arguments);
    m_process->setEnvironment(m_program.environment);
    m_process->setWorkingDirectory(u"/"_s);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->setChildProcessModifier([parent = ::getpid()] { bindToParent(parent); });
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &McpChildWire::read);
    connect(m_process.get(), &QProcess::started, this, [this] { m_group = m_process->processId(); });
    connect(m_process.get(), &QProcess::finished, this, &McpChildWire::onEnded);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart) return;
        endAll(mcpFault(SendOutcome::Kind::Retry, u"the program cannot be started"_s));
    });
    m_process->start();
    mcpChildLog.info("started", {{u"program"_s, m_program.path}});
}

void McpChildWire::write(const QJsonObject& message)
{
    if (isRunning()) m_process->write(contract::mcpBytes(message) + '\n');
}

void McpChildWire::tell(QJsonObject message)
{
    write(message);
}

/// One pipe: lines arrive in the order they were written.
QCoro::Task<void> McpChildWire::say(QJsonObject message, std::chrono::milliseconds)
{
    write(message);
    co_return;
}

void McpChildWire::begin(const QString& version)
{
    Q_UNUSED(version)  // said in no line
    m_isAgreed = true;
}

void McpChildWire::leave()
{
    m_isAgreed = false;
    kill();
    endAll(mcpFault(SendOutcome::Kind::Ambiguous, u"the program was ended"_s));
}

void McpChildWire::close()
{
    m_isClosed = true;
    killAndWait();
    endAll(mcpFault(SendOutcome::Kind::Ambiguous, u"the engine stops"_s));
}

QCoro::Task<McpReply> McpChildWire::ask(qint64 id, QJsonObject request, std::chrono::milliseconds deadline)
{
    const auto self = shared_from_this();
    if (m_isClosed) {
        McpReply stopped = mcpFault(SendOutcome::Kind::Retry, u"the engine stops"_s);
        co_return stopped;
    }
    if (!isRunning()) start();
    const auto shot = std::make_shared<OneShot<McpReply>>();
    m_waiting.insert(id, shot);
    QTimer late;
    late.setSingleShot(true);
    connect(&late, &QTimer::timeout, this, [this, id, shot, deadline] {
        m_waiting.remove(id);
        tell(contract::mcpNotification(u"notifications/cancelled"_s, {{u"requestId"_s, id}}));
        askForSignOfLife();
        shot->set(mcpFault(SendOutcome::Kind::Ambiguous, u"no answer within %1 ms"_s.arg(qint64(deadline.count()))));
    });
    late.start(deadline);
    write(request);
    if (!isRunning()) endAll(mcpFault(SendOutcome::Kind::Retry, u"the program cannot be started"_s));
    auto waiting = shot->wait();
    McpReply reply = co_await waiting;
    co_return reply;
}

/// One that hangs would be asked in vain again and again.
void McpChildWire::askForSignOfLife()
{
    if (!isRunning() || m_silence.isActive()) return;
    tell({{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, u"alive"_s}, {u"method"_s, u"ping"_s}});
    m_silence.start(kSignOfLife);
}

void McpChildWire::read()
{
    m_silence.stop();
    m_rest += m_process->readAllStandardOutput();
    qsizetype from = 0;
    QByteArrayList lines;
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', from)) {
        lines << m_rest.mid(from, end - from);
        from = end + 1;
    }
    m_rest.remove(0, from);
    const auto self = shared_from_this();  // whoever waits may leave
    for (const QByteArray& line : lines)
        take(line);
    if (m_rest.size() <= contract::kMaxMcpBytes) return;
    kill();
    endAll(mcpFault(SendOutcome::Kind::Ambiguous, u"the answer is too long"_s));
}

void McpChildWire::take(const QByteArray& line)
{
    if (line.trimmed().isEmpty()) return;
    const auto read = contract::readMcpMessage(line);
    const auto* message = std::get_if<McpMessage>(&read);
    if (!message) {
        noteNoise(line.size());
        return;
    }
    switch (message->kind) {
        case McpMessage::Kind::Request: write(answerToServer(*message)); break;
        case McpMessage::Kind::Notification:
            if (message->method == "notifications/tools/list_changed"_L1 && onToolsChanged) onToolsChanged();
            break;
        case McpMessage::Kind::Result:
        case McpMessage::Kind::Error:
            if (!message->id.isDouble()) break;
            if (const Shot shot = m_waiting.take(message->id.toInteger())) shot->set(*message);
            break;
    }
}

/// The first of a run is told at once; how many there were, when it ends.
void McpChildWire::noteNoise(qsizetype bytes)
{
    if (++m_noise > 1) return;
    mcpChildLog.warn("a line that is no message", {{u"program"_s, m_program.path}, {u"bytes"_s, bytes}});
}

void McpChildWire::onEnded()
{
    const auto self = shared_from_this();
    m_isAgreed = false;
    m_silence.stop();
    killGroup();  // what it has started may go on, on the same ports and files
    const int code = m_process->exitCode();
    if (m_process->bytesAvailable() > 0) read();
    mcpChildLog.warn("ended", {{u"program"_s, m_program.path}, {u"code"_s, code}, {u"noise"_s, m_noise}});
    endAll(mcpFault(SendOutcome::Kind::Ambiguous, u"the program ended before it had answered"_s));
}

/// With whatever it has started: it leads a group of its own. Whoever owns it from here on sees to its end.
QProcess* McpChildWire::killed()
{
    m_isAgreed = false;
    m_silence.stop();
    if (!m_process) return nullptr;
    QProcess* process = m_process.release();
    process->disconnect(this);
    if (m_group == 0) m_group = process->processId();  // it may not have said yet that it has started
    killGroup();
    process->kill();  // in case it had no time to lead
    return process;
}

/// Does not wait for the kernel: the loop goes on.
void McpChildWire::kill()
{
    QProcess* const process = killed();
    if (!process) return;
    // This may be inside one of its signals; deleting one that still runs would wait for it.
    const auto over = [process] { process->deleteLater(); };
    if (process->state() == QProcess::NotRunning) return over();
    QObject::connect(process, &QProcess::finished, process, over);
    QObject::connect(process, &QProcess::errorOccurred, process, [over](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) over();
    });
}

/// At the end of the engine, when no loop will hear of its end.
void McpChildWire::killAndWait()
{
    QProcess* const process = killed();
    if (!process) return;
    process->waitForFinished(kReapWait_ms);
    process->deleteLater();
}

void McpChildWire::killGroup()
{
    if (const qint64 group = std::exchange(m_group, 0); group > 0) ::kill(-pid_t(group), SIGKILL);
}

void McpChildWire::endAll(const McpFault& fault)
{
    for (const Shot& shot : std::exchange(m_waiting, {}))
        shot->set(fault);
}

}  // namespace tongdai::upstream
