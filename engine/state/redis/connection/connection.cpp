#include "engine/state/redis/connection/connection.h"

#include "engine/state/redis/connection/tls.h"

#include <hiredis/hiredis.h>
#include <QLocalSocket>
#include <QRandomGenerator>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QVarLengthArray>

#include <algorithm>
#include <array>

namespace tongdai::redis {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

constexpr qsizetype kReadChunk = 64 * 1024;

StoreError::Kind kindOf(Failure failure)
{
    switch (failure) {
        case Failure::TimedOut: return StoreError::Kind::TimedOut;
        case Failure::BadProtocol: return StoreError::Kind::Corrupt;
        case Failure::LoginRefused:
        case Failure::NotMaster: return StoreError::Kind::Refused;
        case Failure::Unreachable:
        case Failure::Lost:
        case Failure::NotServing: break;
    }
    return StoreError::Kind::Unreachable;
}

bool isLoginTrouble(QByteArrayView code)
{
    return code == "WRONGPASS" || code == "NOAUTH" || code == "NOPERM" || code == "DENIED";
}

}  // namespace

bool isServerTrouble(QByteArrayView errorCode)
{
    static constexpr std::array<const char*, 10> kCodes{"READONLY",    "LOADING",    "MISCONF", "NOAUTH",
                                                        "NOPERM",      "MASTERDOWN", "BUSY",    "UNKILLABLE",
                                                        "CLUSTERDOWN", "NOREPLICAS"};
    return std::any_of(kCodes.begin(), kCodes.end(), [&](const char* code) { return errorCode == code; });
}

Connection::Connection(Endpoint endpoint, ConnectionOptions options, QObject* parent)
    : QObject(parent),
      m_endpoint(std::move(endpoint)),
      m_options(options),
      m_host(m_endpoint.host),
      m_port(m_endpoint.port),
      m_readBuffer(kReadChunk, Qt::Uninitialized)
{
    m_connectTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    m_deadlineTimer.setSingleShot(true);
    m_deadlineTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_connectTimer, &QTimer::timeout, this, [this] {
        drop(Failure::Unreachable, u"no connection within %1 ms"_s.arg(m_options.connectTimeout.count()));
    });
    connect(&m_retryTimer, &QTimer::timeout, this, &Connection::connectNow);
    connect(&m_deadlineTimer, &QTimer::timeout, this, &Connection::checkDeadlines);
    if (!m_endpoint.sentinels.isEmpty()) followSentinels();
}

Connection::~Connection()
{
    m_wanted = false;
    m_state = State::Closed;
    releaseDevice();
    failPending(StoreError::Kind::Unreachable, u"connection closed"_s);
}

void Connection::open()
{
    if (m_wanted) return;
    m_wanted = true;
    m_attempts = 0;
    m_retryTimer.start(0);
}

void Connection::close()
{
    m_wanted = false;
    m_retryTimer.stop();
    if (m_finder) m_finder->stop();
    if (m_state != State::Closed) drop(Failure::Lost, u"connection closed"_s);
}

void Connection::reconnect(const QString& cause)
{
    if (m_state != State::Closed) drop(Failure::TimedOut, cause);
}

QCoro::Task<Reply> Connection::command(QByteArrayList args)
{
    PendingReply reply = enqueue(args, m_options.commandTimeout);
    co_return co_await reply;
}

QCoro::Task<Reply> Connection::command(QByteArrayList args, milliseconds deadline)
{
    PendingReply reply = enqueue(args, deadline);
    co_return co_await reply;
}

PendingReply Connection::ask(const QByteArrayList& args)
{
    return enqueue(args, m_options.commandTimeout);
}
PendingReply Connection::ask(const QByteArrayList& args, milliseconds deadline)
{
    return enqueue(args, deadline);
}

bool Connection::post(const QByteArrayList& args)
{
    if (m_state != State::Ready) return false;
    m_pushMode = true;
    return appendCommand(args);
}

// ---- connecting -----------------------------------------------------------------------------------------------

void Connection::connectNow()
{
    if (!m_wanted || m_state != State::Closed) return;
    m_state = State::Connecting;
    if (m_finder) {
        m_finder->find();
    } else {
        openDevice();
    }
}

void Connection::openDevice()
{
    m_reader = std::make_unique<ReplyReader>(m_options.replyLimits);
    m_device = makeDevice();
    m_connectTimer.start(m_options.connectTimeout);
    startDevice();
}

void Connection::followSentinels()
{
    m_finder = std::make_unique<SentinelFinder>(m_endpoint);
    connect(m_finder.get(), &SentinelFinder::found, this, [this](const QString& host, quint16 port) {
        if (m_state != State::Connecting || m_device) return;
        m_host = host;
        m_port = port;
        openDevice();
    });
    connect(m_finder.get(), &SentinelFinder::notFound, this, [this](const QString& cause) {
        if (m_state == State::Connecting && !m_device) drop(Failure::Unreachable, cause);
    });
    connect(m_finder.get(), &SentinelFinder::switched, this,
            [this] { drop(Failure::Lost, u"the primary is another one now"_s); });
}

/// The device with its signals connected; not started, because a Unix socket reports its outcome on the spot.
std::unique_ptr<QIODevice> Connection::makeDevice()
{
    const auto opened = [this] {
        m_connectTimer.stop();
        m_state = State::Greeting;
        greet();
    };
    std::unique_ptr<QIODevice> device;
    if (!m_endpoint.unixSocket.isEmpty()) {
        auto socket = std::make_unique<QLocalSocket>();
        connect(socket.get(), &QLocalSocket::connected, this, opened);
        connect(socket.get(), &QLocalSocket::errorOccurred, this, [this, raw = socket.get()] {
            drop(m_state == State::Connecting ? Failure::Unreachable : Failure::Lost, raw->errorString());
        });
        device = std::move(socket);
    } else {
        auto socket = std::make_unique<QSslSocket>();
        if (m_endpoint.useTls) {
            socket->setSslConfiguration(tlsConfiguration(m_endpoint.caFile));
            connect(socket.get(), &QSslSocket::encrypted, this, opened);
        } else {
            connect(socket.get(), &QSslSocket::connected, this, opened);
        }
        connect(socket.get(), &QSslSocket::errorOccurred, this,
                [this, raw = socket.get()](QAbstractSocket::SocketError error) {
                    const bool untrusted = error == QAbstractSocket::SslHandshakeFailedError;
                    const Failure whileConnecting = untrusted ? Failure::LoginRefused : Failure::Unreachable;
                    drop(m_state == State::Connecting ? whileConnecting : Failure::Lost, raw->errorString());
                });
        device = std::move(socket);
    }
    connect(device.get(), &QIODevice::readyRead, this, &Connection::readReplies);
    return device;
}

void Connection::startDevice()
{
    if (auto* local = qobject_cast<QLocalSocket*>(m_device.get())) {
        local->connectToServer(m_endpoint.unixSocket);
        return;
    }
    auto* socket = static_cast<QSslSocket*>(m_device.get());
    if (m_endpoint.useTls)
        socket->connectToHostEncrypted(m_host, m_port);
    else
        socket->connectToHost(m_host, m_port);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
}

/// Login, database, role. Whatever ends the connection meanwhile also ends the wait with an exception, and then
/// nothing here may be touched: the connection may be gone.
QCoro::Task<void> Connection::greet()
{
    std::vector<QByteArrayList> steps;
    if (!m_endpoint.password.isEmpty()) {
        QByteArrayList login{"AUTH"_ba};
        if (!m_endpoint.userName.isEmpty()) login.append(m_endpoint.userName);
        login.append(m_endpoint.password);
        steps.push_back(login);
    }
    if (m_endpoint.database != 0) steps.push_back({"SELECT"_ba, QByteArray::number(m_endpoint.database)});
    steps.push_back({"ROLE"_ba});
    Reply reply;
    for (const QByteArrayList& step : steps) {
        PendingReply pending = enqueue(step, m_options.commandTimeout);
        bool ended = false;
        try {
            reply = co_await pending;
        } catch (const StoreError&) {
            ended = true;
        }
        if (ended) co_return;
        if (!reply.isError()) continue;
        const QByteArray code = reply.errorCode();
        const bool login = step.front() == "AUTH" || isLoginTrouble(code);
        drop(login ? Failure::LoginRefused : Failure::NotServing, QString::fromUtf8(reply.errorText().left(200)));
        co_return;
    }
    if (reply.at(0).bytes() != "master") {
        drop(Failure::NotMaster, u"the server is a %1"_s.arg(QString::fromUtf8(reply.at(0).bytes().left(20))));
        co_return;
    }
    m_state = State::Ready;
    m_attempts = 0;
    emit ready();
}

// ---- sending --------------------------------------------------------------------------------------------------

PendingReply Connection::enqueue(const QByteArrayList& args, milliseconds deadline)
{
    const QString operation = args.isEmpty() ? QString() : QString::fromLatin1(args.front());
    if (m_state != State::Ready && m_state != State::Greeting)
        return refusedNow({StoreError::Kind::Unreachable, operation, m_endpoint.describe(), u"not connected"_s});
    if (qsizetype(m_pending.size()) >= m_options.maxPending || m_unsent.size() > m_options.maxUnsentBytes)
        return refusedNow({StoreError::Kind::Busy, operation, m_endpoint.describe(), u"too many commands under way"_s});
    if (!appendCommand(args))
        return refusedNow({StoreError::Kind::Refused, operation, m_endpoint.describe(), u"command too large"_s});
    PendingReply reply;
    const SteadyTime until = steady_clock::now() + deadline;
    m_pending.push_back({reply.m_slot, until});
    watchDeadline(until);
    return reply;
}

PendingReply Connection::refusedNow(StoreError error)
{
    PendingReply reply;
    reply.m_slot->outcome = std::move(error);
    return reply;
}

bool Connection::appendCommand(const QByteArrayList& args)
{
    QVarLengthArray<const char*, 16> texts;
    QVarLengthArray<size_t, 16> lengths;
    for (const QByteArray& arg : args) {
        texts.append(arg.constData());
        lengths.append(size_t(arg.size()));
    }
    char* formatted = nullptr;
    const auto length = redisFormatCommandArgv(&formatted, int(args.size()), texts.data(), lengths.data());
    if (length <= 0) return false;
    m_unsent.append(formatted, qsizetype(length));
    redisFreeCommand(formatted);
    scheduleFlush();
    return true;
}

void Connection::scheduleFlush()
{
    if (m_flushScheduled) return;
    m_flushScheduled = true;
    QMetaObject::invokeMethod(this, &Connection::flush, Qt::QueuedConnection);
}

void Connection::flush()
{
    m_flushScheduled = false;
    if (m_unsent.isEmpty() || !m_device || m_state == State::Closed) return;
    // What the kernel does not take now stays in Qt's buffer, which nothing else bounds.
    if (m_device->bytesToWrite() > m_options.maxUnsentBytes) {
        drop(Failure::TimedOut, u"the server does not read"_s);
        return;
    }
    m_device->write(std::exchange(m_unsent, {}));
    if (auto* local = qobject_cast<QLocalSocket*>(m_device.get()))
        local->flush();
    else if (auto* tcp = qobject_cast<QAbstractSocket*>(m_device.get()))
        tcp->flush();
}

// ---- receiving ------------------------------------------------------------------------------------------------

void Connection::readReplies()
{
    if (!m_device || m_state == State::Closed) return;
    std::vector<Reply> replies;
    bool sound = true;
    for (qint64 count = 0; sound && (count = m_device->read(m_readBuffer.data(), kReadChunk)) > 0;)
        sound = m_reader->feed(QByteArrayView(m_readBuffer.constData(), qsizetype(count)), replies);
    const QPointer<Connection> self(this);
    const QString problem = m_reader->problem();
    const auto* device = m_device.get();
    deliver(std::move(replies));
    if (!self || m_device.get() != device) return;  // a caller closed or destroyed the connection
    if (!sound)
        drop(Failure::BadProtocol, problem);
    else if (!m_unsent.isEmpty())
        flush();  // what the callers sent in return: no need to wait for the next turn
}

/// Answers and their callers are matched before the first caller runs: whatever that one does to the connection,
/// the others get what was theirs.
void Connection::deliver(std::vector<Reply> replies)
{
    std::vector<std::pair<std::shared_ptr<PendingReply::Slot>, Reply>> matched;
    std::vector<Reply> unasked;
    for (Reply& reply : replies) {
        if (m_pending.empty()) {
            unasked.push_back(std::move(reply));
            continue;
        }
        matched.emplace_back(std::move(m_pending.front().slot), std::move(reply));
        m_pending.pop_front();
    }
    m_deadlinePassed = false;
    if (m_pending.empty()) {
        m_deadlineTimer.stop();
        m_nextCheck = SteadyTime::max();
    }
    const QPointer<Connection> self(this);
    for (auto& [slot, reply] : matched) {
        if (self && reply.isError()) noticeServerErrors(reply);
        slot->settle(std::move(reply));
    }
    if (!self || unasked.empty() || m_state == State::Closed) return;
    if (!m_pushMode) {
        drop(Failure::BadProtocol, u"an answer nobody asked for"_s);
        return;
    }
    for (Reply& message : unasked) {
        emit pushed(std::move(message));
        if (!self) return;
    }
}

void Connection::noticeServerErrors(const Reply& reply)
{
    if (m_state != State::Ready) return;
    const QByteArray code = reply.errorCode();
    if (code == "OOM" || isServerTrouble(code))
        emit serverRefused(code, QString::fromUtf8(reply.errorText().left(200)));
}

// ---- deadlines and failures -----------------------------------------------------------------------------------

void Connection::watchDeadline(SteadyTime deadline)
{
    if (deadline >= m_nextCheck) return;
    m_nextCheck = deadline;
    const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    m_deadlineTimer.start(std::max(left, milliseconds(0)));
}

/// Answers come in order, so the earliest deadline of all decides about the whole connection. A deadline counts only
/// when it is still open after one more loop turn: if this process stood still (debugger, suspended laptop, long
/// slot) the answers may lie in the socket already.
void Connection::checkDeadlines()
{
    m_nextCheck = SteadyTime::max();
    if (m_pending.empty()) return;
    const auto earliest = std::min_element(m_pending.begin(), m_pending.end(),
                                           [](const Waiting& a, const Waiting& b) { return a.deadline < b.deadline; });
    if (earliest->deadline > steady_clock::now()) {
        m_deadlinePassed = false;
        watchDeadline(earliest->deadline);
        return;
    }
    if (!m_deadlinePassed) {
        m_deadlinePassed = true;
        m_nextCheck = earliest->deadline;
        m_deadlineTimer.start(1);
        return;
    }
    drop(Failure::TimedOut, u"no answer before the deadline"_s);
}

void Connection::drop(Failure failure, const QString& cause)
{
    if (m_state == State::Closed) return;
    m_state = State::Closed;
    m_pushMode = false;
    m_deadlinePassed = false;
    m_connectTimer.stop();
    m_deadlineTimer.stop();
    m_nextCheck = SteadyTime::max();
    m_unsent.clear();
    releaseDevice();
    scheduleRetry();
    const QPointer<Connection> self(this);
    emit failed(failure, cause);
    if (self) failPending(kindOf(failure), cause);
}

/// Often called from one of the device's own signals: cut it off now, delete it later.
void Connection::releaseDevice()
{
    if (!m_device) return;
    m_device->disconnect(this);
    if (auto* local = qobject_cast<QLocalSocket*>(m_device.get()))
        local->abort();
    else if (auto* tcp = qobject_cast<QAbstractSocket*>(m_device.get()))
        tcp->abort();
    m_device.release()->deleteLater();
}

void Connection::failPending(StoreError::Kind kind, const QString& cause)
{
    const std::deque<Waiting> pending = std::exchange(m_pending, {});
    const StoreError error(kind, u"command"_s, m_endpoint.describe(), cause);
    for (const Waiting& waiting : pending)
        waiting.slot->settle(error);
}

void Connection::scheduleRetry()
{
    if (!m_wanted) return;
    const int doublings = std::min(m_attempts++, 10);
    const milliseconds pause = std::min(m_options.firstRetry * (1 << doublings), m_options.lastRetry);
    m_retryTimer.start(
        milliseconds(qint64(double(pause.count()) * (0.8 + 0.4 * QRandomGenerator::global()->generateDouble()))));
}

}  // namespace tongdai::redis
