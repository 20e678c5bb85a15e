#include "engine/state/redis/connection/sentinel_finder.h"

#include "engine/state/redis/connection/tls.h"

#include <QPointer>
#include <QSslSocket>

namespace tongdai::redis {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kAnswerWithin = 500ms;
constexpr auto kHeardWithin = 5s;  // of the one that is listened to
constexpr auto kNextRoundIn = 1s;  // when none of them can be listened to
constexpr qsizetype kMostBytes = 64 * 1024;

}  // namespace

SentinelFinder::SentinelFinder(Endpoint endpoint, QObject* parent) : QObject(parent), m_endpoint(std::move(endpoint))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SentinelFinder::onTimer);
}

SentinelFinder::~SentinelFinder()
{
    releaseSocket();
}

void SentinelFinder::find()
{
    m_isAsked = true;
    m_tried = 0;
    m_lastCause.clear();
    begin();
}

void SentinelFinder::stop()
{
    m_isAsked = false;
    m_timer.stop();
    releaseSocket();
}

QString SentinelFinder::where() const
{
    const SentinelAddress& address = m_endpoint.sentinels.at(m_at);
    return u"%1:%2"_s.arg(address.host).arg(address.port);
}

void SentinelFinder::begin()
{
    releaseSocket();
    m_steps.clear();
    ReplyReader::Limits limits;
    limits.bytes = kMostBytes;
    m_reader = std::make_unique<ReplyReader>(limits);
    m_socket = std::make_unique<QSslSocket>();
    m_timer.start(kAnswerWithin);
    connect(m_socket.get(), &QSslSocket::readyRead, this, &SentinelFinder::onBytes);
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, [this] { askNext(m_socket->errorString()); });
    const SentinelAddress& address = m_endpoint.sentinels.at(m_at);
    if (m_endpoint.useTls) {
        m_socket->setSslConfiguration(tlsConfiguration(m_endpoint.caFile));
        connect(m_socket.get(), &QSslSocket::encrypted, this, &SentinelFinder::onOpened);
        m_socket->connectToHostEncrypted(address.host, address.port);
    } else {
        connect(m_socket.get(), &QSslSocket::connected, this, &SentinelFinder::onOpened);
        m_socket->connectToHost(address.host, address.port);
    }
}

void SentinelFinder::onOpened()
{
    if (!m_endpoint.sentinelPassword.isEmpty()) {
        QByteArrayList login{"AUTH"_ba};
        if (!m_endpoint.sentinelUser.isEmpty()) login << m_endpoint.sentinelUser;
        send(login << m_endpoint.sentinelPassword);
        m_steps.push_back(Step::Login);
    }
    // Listening begins before the answer is used: what changes in between is heard.
    send({"SENTINEL"_ba, "get-master-addr-by-name"_ba, m_endpoint.group});
    m_steps.push_back(Step::Address);
    send({"SUBSCRIBE"_ba, "+switch-master"_ba});
    m_steps.push_back(Step::Subscribed);
}

void SentinelFinder::send(const QByteArrayList& args)
{
    QByteArray wire = '*' + QByteArray::number(args.size()) + "\r\n";
    for (const QByteArray& arg : args)
        wire += '$' + QByteArray::number(arg.size()) + "\r\n" + arg + "\r\n";
    m_socket->write(wire);
}

void SentinelFinder::onBytes()
{
    std::vector<Reply> replies;
    if (!m_reader->feed(m_socket->readAll(), replies)) return askNext(m_reader->problem());
    m_hasHeard = true;
    const QPointer<SentinelFinder> self(this);
    const auto* socket = m_socket.get();
    for (const Reply& reply : replies) {
        if (!take(reply)) return;
        if (!self || m_socket.get() != socket) return;  // who was told has closed or asked anew
    }
}

/// False: this sentinel is of no use, the next one is being asked.
bool SentinelFinder::take(const Reply& reply)
{
    if (m_steps.empty()) {
        takeNews(reply);
        return true;
    }
    const Step step = m_steps.front();
    m_steps.pop_front();
    if (reply.isError()) {
        askNext(QString::fromUtf8(reply.errorText().left(200)));
        return false;
    }
    if (step == Step::Subscribed) m_timer.start(kHeardWithin);
    return step != Step::Address || takeAddress(reply);
}

bool SentinelFinder::takeAddress(const Reply& reply)
{
    const QString host = QString::fromUtf8(reply.at(0).bytes());
    const quint16 port = quint16(reply.at(1).integer().value_or(0));
    if (host.isEmpty() || port == 0) {
        askNext(u"it does not know '%1'"_s.arg(QString::fromUtf8(m_endpoint.group)));
        return false;
    }
    const bool isAnother = m_host != host || m_port != port;
    m_host = host;
    m_port = port;
    if (std::exchange(m_isAsked, false)) {
        emit found(host, port);
    } else if (isAnother) {
        emit switched();
    }
    return true;
}

/// "message", "+switch-master", "name old-host old-port new-host new-port"
void SentinelFinder::takeNews(const Reply& message)
{
    if (message.at(0).bytes() != "message") return;
    const QByteArrayList words = message.at(2).bytes().split(' ');
    if (words.size() != 5 || words[0] != m_endpoint.group) return;
    const QString host = QString::fromUtf8(words[3]);
    const quint16 port = words[4].toUShort();
    if (host == m_host && port == m_port) return;
    m_host = host;
    m_port = port;
    emit switched();
}

/// In the middle of a round the next one; a round nobody waits for goes on after a pause, so that news are heard again.
void SentinelFinder::askNext(const QString& cause)
{
    m_lastCause = where() + u": "_s + cause;
    releaseSocket();
    m_at = (m_at + 1) % m_endpoint.sentinels.size();
    ++m_tried;
    if (m_tried < m_endpoint.sentinels.size()) return begin();
    m_tried = 0;
    if (!m_isAsked) return m_timer.start(kNextRoundIn);
    m_timer.stop();
    m_isAsked = false;
    emit notFound(u"no sentinel knows the primary; %1"_s.arg(m_lastCause));
}

void SentinelFinder::onTimer()
{
    if (!m_socket) return begin();
    if (!m_steps.empty()) return askNext(u"no answer"_s);
    if (!std::exchange(m_hasHeard, false)) {
        m_tried = 0;
        return askNext(u"it has fallen silent"_s);
    }
    send({"PING"_ba});
    m_timer.start(kHeardWithin);
}

/// Often called from one of its own signals: cut off now, deleted later.
void SentinelFinder::releaseSocket()
{
    if (!m_socket) return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
}

}  // namespace tongdai::redis
