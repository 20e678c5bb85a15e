#pragma once

#include "engine/host/private_redis/redis_folder.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

class QLocalSocket;
class QLockFile;
class QProcess;

namespace tongdai {

/// The redis-server of a shop that has none: a child on a Unix socket in the data folder, without a TCP port, with an
/// append-only file and no eviction. Started, watched, restarted with growing pauses, stopped with the engine; when
/// the engine dies the system ends it (PR_SET_PDEATHSIG), and whatever still got away is stopped at the next start.
/// Lives on the engine loop and never blocks; that thread must live as long as the server shall, because the system's
/// death signal follows the thread that started the child. Linux only.
class PrivateRedis final : public QObject {
    Q_OBJECT
public:
    enum class State : quint8 {
        Stopped,
        Starting,
        Ready,
        Restarting,     ///< it ended by itself; the next try follows
        MissingBinary,  ///< no redis-server on this computer; looked for again
        Failed,         ///< cannot be had here, see cause(); tried again
    };
    Q_ENUM(State)

    struct Options {
        QString program;                                ///< empty: redis-server or valkey-server from PATH
        std::chrono::milliseconds firstRestart{200};    ///< doubled …
        std::chrono::milliseconds lastRestart{10'000};  ///< … up to this
        std::chrono::milliseconds startLimit{10'000};   ///< until it listens; loading a large file does not count
        std::chrono::milliseconds stopLimit{3'000};     ///< between SIGTERM and SIGKILL
        int maxMemoryMegabytes = 256;
    };

    /// `folder` is made when missing; it must be this server's alone.
    explicit PrivateRedis(QString folder, QObject* parent = nullptr)
        : PrivateRedis(std::move(folder), Options(), parent)
    {
    }
    PrivateRedis(QString folder, Options options, QObject* parent = nullptr);
    /// Kills a server that was not stopped.
    ~PrivateRedis() override;

    void start();
    /// stopped() follows, at the latest after stopLimit.
    void stop();

    State state() const { return m_state; }
    /// In words, for Restarting, MissingBinary and Failed; the last line of the server's log where there is one.
    QString cause() const { return m_cause; }
    /// Where to connect; known before the server is ready.
    QString socketPath() const { return redisSocketPath(m_folder.data); }
    qint64 processId() const;

signals:
    void stateChanged(tongdai::PrivateRedis::State state);
    void stopped();

private:
    void prepare();
    void removeLeftover();
    void spawn();
    QStringList arguments() const;
    void askIfReady();
    void readAnswer();
    void serverEnded();
    void setDamagedFileAside();
    QString lastLogLine() const;
    void rotateLog() const;
    void retryLater(State state, const QString& cause);
    void finishStop();
    void setState(State state, const QString& cause = {});

    RedisFolder m_folder;
    Options m_options;
    State m_state = State::Stopped;
    QString m_cause;
    bool m_wanted = false;
    int m_failures = 0;
    int m_leftoverSignal = 0;  ///< sent last to a leftover server
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<QLocalSocket> m_probe;
    std::chrono::steady_clock::time_point m_stepBegan;
    std::chrono::steady_clock::time_point m_readySince;
    QTimer m_stepTimer;  ///< next step of removing a leftover, or next question whether it is ready
    QTimer m_retryTimer;
    QTimer m_killTimer;
};

}  // namespace tongdai
