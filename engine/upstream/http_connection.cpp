#include "engine/upstream/http_connection.h"

#include "engine/domain/failpoint.h"
#include "engine/upstream/reply_parser.h"

#include <QNetworkProxy>
#include <QSslSocket>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

HttpConnection::HttpConnection(const QUrl& origin, const HttpLimits& limits, QObject* parent)
    : QObject(parent), m_origin(origin), m_limits(limits)
{
    if (m_origin.scheme() == "https"_L1) {
        auto socket = std::make_unique<QSslSocket>();
        connect(socket.get(), &QTcpSocket::connected, this, &HttpConnection::mayTalk);
        connect(socket.get(), &QSslSocket::encrypted, this, &HttpConnection::becomeReady);
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
        connect(m_socket.get(), &QTcpSocket::connected, this, [this] {
            if (mayTalk()) becomeReady();
        });
    }
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(64 * 1024);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, [this](qint64 bytes) {
        m_written += bytes;
        if (isWritten()) FAILPOINT(m_exchange->request.failpointWhenWritten);
    });
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &HttpConnection::onSocketEnded);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::onSocketEnded);
    m_connectTimer.setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this, [this] {
        abort(HttpFailure::Kind::Unreachable, u"no connection within %1 ms"_s.arg(m_limits.connectTimeout.count()));
    });
    m_idleTimer.setSingleShot(true);
    m_idleTimer.setTimerType(Qt::CoarseTimer);
    connect(&m_idleTimer, &QTimer::timeout, this, &HttpConnection::checkIdle);
}

HttpConnection::~HttpConnection()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

void HttpConnection::start(HttpExchangePtr exchange)
{
    Q_ASSERT(!m_exchange && !m_isRetired);
    m_exchange = std::move(exchange);
    m_parser = std::make_unique<ReplyParser>(m_limits.header, m_limits.body);
    m_written = 0;
    if (m_isReady) {
        write();
    } else {
        connectToOrigin();
    }
}

void HttpConnection::connectToOrigin()
{
    m_connectTimer.start(m_limits.connectTimeout);
    const bool isTls = m_origin.scheme() == "https"_L1;
    const quint16 port = quint16(m_origin.port(isTls ? 443 : 80));
    if (isTls) {
        static_cast<QSslSocket*>(m_socket.get())->connectToHostEncrypted(m_origin.host(), port);
    } else {
        m_socket->connectToHost(m_origin.host(), port);
    }
}

/// Where the name has led; the connection goes to that very address, whatever the name leads to next.
bool HttpConnection::mayTalk()
{
    const QString problem = m_limits.problemWithTarget(m_origin.host(), m_socket->peerAddress());
    if (problem.isEmpty()) return true;
    abort(HttpFailure::Kind::Unreachable, problem);
    return false;
}

void HttpConnection::becomeReady()
{
    m_isReady = true;
    m_connectTimer.stop();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    write();
}

void HttpConnection::write()
{
    if (!m_exchange) return;
    m_socket->write(m_exchange->wire);
    m_socket->flush();  // saves a turn of the loop
}

void HttpConnection::read()
{
    const QByteArray bytes = m_socket->readAll();
    if (bytes.isEmpty()) return;
    if (!m_exchange) return retire();  // an answer nobody asked for: whatever follows cannot be trusted
    if (const auto problem = m_parser->feed(bytes)) return abort(problem->kind, problem->what);
    if (m_parser->isDone()) return take(m_parser->takeReply());
    const auto& onBody = m_exchange->request.onBody;
    if (!onBody || m_parser->status() != 200 || !onBody(m_parser->bodySoFar())) return;
    finish(m_parser->takeReply());
    retire();
}

void HttpConnection::take(HttpReply reply)
{
    ++m_served;
    const bool isReusable = m_parser->mayKeepConnection() && isWritten();
    if (isReusable) {
        m_idleSince = std::chrono::steady_clock::now();
        if (!m_idleTimer.isActive()) m_idleTimer.start(m_limits.keepIdle);
    }
    finish(std::move(reply));
    if (!isReusable) retire();
}

/// The timer runs on while requests come and go: starting one anew for each costs more than looking now and then.
void HttpConnection::checkIdle()
{
    if (m_exchange) return;
    const auto idle = std::chrono::steady_clock::now() - m_idleSince;
    if (idle >= m_limits.keepIdle) return retire();
    m_idleTimer.start(std::chrono::ceil<std::chrono::milliseconds>(m_limits.keepIdle - idle));
}

void HttpConnection::abort(HttpFailure::Kind kind, const QString& what)
{
    HttpFailure failure{kind, what, isWritten(), {}};
    if (m_parser) failure.status = m_parser->status();
    if (m_exchange) finish(std::move(failure));
    retire();
}

void HttpConnection::onSocketEnded()
{
    if (m_isRetired) return;
    if (!m_exchange) return retire();
    if (!m_isReady) return abort(HttpFailure::Kind::Unreachable, m_socket->errorString());
    if (m_socket->bytesAvailable() > 0) read();
    if (m_isRetired || !m_exchange) return;
    if (m_parser->feedEnd()) return take(m_parser->takeReply());
    abort(HttpFailure::Kind::Cut, u"the connection ended before the answer was complete"_s);
}

void HttpConnection::finish(HttpResult result)
{
    const bool isCut =
        std::holds_alternative<HttpFailure>(result) && std::get<HttpFailure>(result).kind == HttpFailure::Kind::Cut;
    const bool isStale = isCut && m_served > 0 && !m_parser->hasBegun();
    auto exchange = std::exchange(m_exchange, nullptr);
    exchange->result = std::move(result);
    emit finished(std::move(exchange), isStale);
}

void HttpConnection::retire()
{
    if (m_isRetired) return;
    m_isRetired = true;
    m_connectTimer.stop();
    m_idleTimer.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    emit closed();
}

bool HttpConnection::isWritten() const
{
    return m_exchange && m_isReady && m_written >= m_exchange->wire.size();
}

}  // namespace tongdai::upstream
