#pragma once

#include "engine/state/redis/connection/endpoint.h"
#include "engine/state/redis/connection/pending_reply.h"
#include "engine/state/redis/connection/reply_reader.h"
#include "engine/state/redis/connection/sentinel_finder.h"

#include <QByteArrayList>
#include <QCoro/QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <deque>

class QIODevice;

namespace tongdai::redis {

/// Why a connection, or an attempt to get one, ended.
enum class Failure : quint8 {
    Unreachable,   ///< refused, no such file, not there in time
    Lost,          ///< closed by the other side
    TimedOut,      ///< a command was not answered before its deadline
    BadProtocol,   ///< what came back is no Redis protocol, or too large
    LoginRefused,  ///< wrong password, no rights, TLS not trusted
    NotMaster,     ///< a replica: it would refuse every write
    NotServing,    ///< an error during the greeting, such as LOADING
};

struct ConnectionOptions {
    std::chrono::milliseconds connectTimeout{500};
    std::chrono::milliseconds commandTimeout{250};
    std::chrono::milliseconds firstRetry{50};   ///< doubled after every failure …
    std::chrono::milliseconds lastRetry{1000};  ///< … up to this, with jitter
    qsizetype maxPending = 100'000;             ///< commands waiting for an answer
    qsizetype maxUnsentBytes = 64 * 1024 * 1024;
    ReplyReader::Limits replyLimits{};
};

/// One connection to a Redis server over a Unix socket, TCP or TLS, kept up for ever between open() and close().
/// Lives on the engine loop and never blocks. Commands of one loop turn go out in one write. A command that is not
/// answered in time ends the connection with everything pending: a late answer must never be read by the next caller
/// (guarantees 2.1, decision 12). While not ready, commands fail at once. Login, database and role are checked anew
/// after every reconnect. Where the endpoint has sentinels, they are asked for the primary before each of them, and
/// a connection ends as soon as one says that the primary is another.
class Connection final : public QObject {
    Q_OBJECT
public:
    explicit Connection(Endpoint endpoint, ConnectionOptions options = {}, QObject* parent = nullptr);
    /// Fails what is pending.
    ~Connection() override;

    void open();
    void close();
    /// Ends the present connection as if a command had timed out; a new one is made.
    void reconnect(const QString& cause);

    bool isReady() const { return m_state == State::Ready; }
    const Endpoint& endpoint() const { return m_endpoint; }
    const ConnectionOptions& options() const { return m_options; }
    qsizetype pendingCount() const { return qsizetype(m_pending.size()); }

    /// Sends with the usual deadline. @throws StoreError; an error the server answers is a Reply.
    QCoro::Task<Reply> command(QByteArrayList args);
    QCoro::Task<Reply> command(QByteArrayList args, std::chrono::milliseconds deadline);
    /// The same without a coroutine of its own: several of these are one pipeline.
    PendingReply ask(const QByteArrayList& args);
    PendingReply ask(const QByteArrayList& args, std::chrono::milliseconds deadline);

    /// For Pub/Sub: sends without expecting an answer; from the first one on every reply that answers no command
    /// comes as pushed(). False: not ready.
    bool post(const QByteArrayList& args);

signals:
    void ready();
    void failed(tongdai::redis::Failure failure, QString cause);
    /// The server refused a command for a reason of its own (READONLY, LOADING, OOM …), not of the command.
    void serverRefused(QByteArray code, QString text);
    void pushed(tongdai::redis::Reply message);

private:
    enum class State : quint8 { Closed, Connecting, Greeting, Ready };
    using SteadyTime = std::chrono::steady_clock::time_point;
    struct Waiting {
        std::shared_ptr<PendingReply::Slot> slot;
        SteadyTime deadline;
    };

    void connectNow();
    void openDevice();
    void followSentinels();
    std::unique_ptr<QIODevice> makeDevice();
    void startDevice();
    QCoro::Task<void> greet();
    PendingReply enqueue(const QByteArrayList& args, std::chrono::milliseconds deadline);
    static PendingReply refusedNow(StoreError error);
    bool appendCommand(const QByteArrayList& args);
    void scheduleFlush();
    void flush();
    void readReplies();
    void deliver(std::vector<Reply> replies);
    void noticeServerErrors(const Reply& reply);
    void watchDeadline(SteadyTime deadline);
    void checkDeadlines();
    void drop(Failure failure, const QString& cause);
    void releaseDevice();
    void failPending(StoreError::Kind kind, const QString& cause);
    void scheduleRetry();

    Endpoint m_endpoint;
    ConnectionOptions m_options;
    State m_state = State::Closed;
    bool m_wanted = false;
    bool m_pushMode = false;
    bool m_flushScheduled = false;
    bool m_deadlinePassed = false;  ///< seen once; counts only after one more loop turn, see checkDeadlines()
    int m_attempts = 0;
    std::unique_ptr<SentinelFinder> m_finder;  ///< where the endpoint has sentinels
    QString m_host;                            ///< of the server itself
    quint16 m_port;
    std::unique_ptr<QIODevice> m_device;
    std::unique_ptr<ReplyReader> m_reader;
    QByteArray m_unsent;
    QByteArray m_readBuffer;
    std::deque<Waiting> m_pending;
    SteadyTime m_nextCheck = SteadyTime::max();
    QTimer m_connectTimer;
    QTimer m_retryTimer;
    QTimer m_deadlineTimer;
};

/// What a server answers when it cannot serve anybody for now (guarantees 2.13). OOM is not among them: reads go on.
bool isServerTrouble(QByteArrayView errorCode);

}  // namespace tongdai::redis
