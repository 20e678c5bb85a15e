#pragma once

#include "engine/domain/work/one_shot.h"
#include "engine/upstream/mcp/mcp_wire.h"

#include <QHash>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <memory>

namespace tongdai::upstream {

/// stdio: a program of this computer, a line for each message (contracts/mcp §2). Started with the first request, and
/// again by the next one after it has ended; it is given no variables of the engine's but those that are named. What it
/// says on its standard error goes nowhere. close() kills it with whatever it has started. Engine loop.
class McpChildWire final : public QObject, public McpWire, public std::enable_shared_from_this<McpChildWire> {
    Q_OBJECT
public:
    struct Program {
        QString path;  ///< absolute
        QStringList arguments;
        QStringList environment;  ///< NAME=value
    };
    explicit McpChildWire(Program program);
    ~McpChildWire() override;

    QCoro::Task<McpReply> ask(qint64 id, QJsonObject request, std::chrono::milliseconds deadline) override;
    void tell(QJsonObject message) override;
    QCoro::Task<void> say(QJsonObject message, std::chrono::milliseconds deadline) override;
    void begin(const QString& version) override;
    bool isOpen() const override { return m_isAgreed && isRunning(); }
    std::chrono::milliseconds startTime() const override { return std::chrono::seconds(60); }
    void leave() override;
    void close() override;
    qint64 pid() const { return m_process ? m_process->processId() : 0; }

private:
    using Shot = std::shared_ptr<OneShot<McpReply>>;
    bool isRunning() const { return m_process && m_process->state() != QProcess::NotRunning; }
    void start();
    void write(const QJsonObject& message);
    void read();
    void take(const QByteArray& line);
    void onEnded();
    void kill();
    void killAndWait();
    QProcess* killed();
    void killGroup();
    void noteNoise(qsizetype bytes);
    void endAll(const McpFault& fault);
    void askForSignOfLife();

    Program m_program;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_rest;  ///< of a line that is not whole
    QHash<qint64, Shot> m_waiting;
    QTimer m_silence;    ///< runs while a sign of life is waited for
    qint64 m_group = 0;  ///< of the processes: the program's and of what it has started; 0: none
    qint64 m_noise = 0;  ///< lines of this run that were no message
    bool m_isAgreed = false;
    bool m_isClosed = false;
};

}  // namespace tongdai::upstream
