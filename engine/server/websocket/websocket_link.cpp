#include "engine/server/websocket/websocket_link.h"

#include "engine/server/websocket/parting_socket.h"
#include "engine/server/websocket/websocket_frame.h"

#include <QSslSocket>
#include <QTcpSocket>
#include <QtEndian>

#include <sys/socket.h>

#include <algorithm>

namespace tongdai::engineio {

namespace {

constexpr qsizetype kFlushAt = 256 * 1024;  // below, all frames of a turn leave in one write
/// One turn reads no more, so that answers leave between the turns of a burst.
constexpr qsizetype kReadBuffer = 64 * 1024;

QByteArray closePayload(WebSocketCloseCode code)
{
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(quint16(code), payload.data());
    return payload;
}

}  // namespace

WebSocketLink::WebSocketLink(QTcpSocket* tcp, qsizetype maxMessage, std::shared_ptr<http::ByteBudget> budget)
    : m_tcp(tcp), m_reader(maxMessage), m_place(std::move(budget), *this)
{
    tcp->setParent(nullptr);
    tcp->setReadBufferSize(kReadBuffer);
    connect(tcp, &QTcpSocket::readyRead, this, &WebSocketLink::readInput);
    connect(tcp, &QTcpSocket::disconnected, this, [this] { reportClosed(false); });
}

WebSocketLink::~WebSocketLink()
{
    abort();
}

void WebSocketLink::setCallbacks(Callbacks callbacks)
{
    m_callbacks = std::move(callbacks);
    m_isSilent = false;
    // Bytes that came with the handshake are announced no more.
    QMetaObject::invokeMethod(this, &WebSocketLink::readInput, Qt::QueuedConnection);
}

/// A callback may end this object's connection, and whoever owns it deletes it later in the loop turn.
void WebSocketLink::readInput()
{
    if (m_isReading || m_isSilent) return;
    m_isReading = true;
    bool isActive = false;
    while (!m_isSilent && m_tcp && m_tcp->bytesAvailable() > 0) {
        // All that is there in one piece, when it is one: then the socket hands over the block it read into. Otherwise
        // it keeps the block, 16 KiB for every socket that ever said a word.
        const QByteArray input = m_tcp->read(std::min<qint64>(m_tcp->bytesAvailable(), kReadBuffer));
        if (input.isEmpty()) break;
        isActive = true;
        m_rest = input;
        takeEvents();
        m_rest = {};
        m_place.note(std::min<qsizetype>(input.size(), m_reader.unfinishedBytes()));
    }
    m_isReading = false;
    if (isActive && !m_isSilent) m_callbacks.activity();
}

void WebSocketLink::takeEvents()
{
    while (!m_isSilent) {
        auto event = m_reader.next(m_rest);
        if (!event) return;
        take(std::move(*event));
    }
}

void WebSocketLink::take(WebSocketReader::Event event)
{
    using Reader = WebSocketReader;
    if (auto* message = std::get_if<Reader::Message>(&event)) {
        const auto& callback = message->isText ? m_callbacks.text : m_callbacks.binary;
        callback(message->data);
    } else if (auto* ping = std::get_if<Reader::Ping>(&event)) {
        send(webSocketFrame(WebSocketOpcode::Pong, ping->data));
    } else if (auto* close = std::get_if<Reader::Close>(&event)) {
        sendLast(close->payload);
        reportClosed(false);
    } else if (auto* violation = std::get_if<Reader::Violation>(&event)) {
        sendLast(closePayload(violation->code));
        reportClosed(true);
    }
}

void WebSocketLink::send(const QByteArray& frame)
{
    if (!m_tcp || m_tcp->state() != QAbstractSocket::ConnectedState) return;
    if (m_out.isEmpty())
        m_out = frame;  // shared with whoever else gets it
    else
        m_out += frame;
    // A turn that answers a burst may write more than a slow reader is allowed; the kernel gets a chance first.
    if (m_out.size() > kFlushAt) return writeOut();
    if (!std::exchange(m_isWriteDue, true))
        QMetaObject::invokeMethod(this, &WebSocketLink::lastOfTurn, Qt::QueuedConnection);
}

void WebSocketLink::lastOfTurn()
{
    m_isWriteDue = false;
    writeOut();
}

/// Past the socket's buffer while that is empty, and into it what the kernel does not take. Nothing of this object is
/// touched after flush(): it may find the connection gone and end it.
void WebSocketLink::writeOut()
{
    if (m_out.isEmpty() || !m_tcp) return;
    const QByteArray out = std::exchange(m_out, {});
    const qsizetype written = writeNow(out);
    if (written == out.size()) return;
    m_place.note(out.size() - written);
    m_tcp->write(out.constData() + written, out.size() - written);
    m_tcp->flush();
}

/// How much the kernel took; 0 where what was given before still waits, or the socket encrypts.
qsizetype WebSocketLink::writeNow(const QByteArray& bytes) const
{
    if (m_tcp->bytesToWrite() > 0 || qobject_cast<const QSslSocket*>(m_tcp.data())) return 0;
    const ssize_t written =
        ::send(int(m_tcp->socketDescriptor()), bytes.constData(), size_t(bytes.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    return std::max<ssize_t>(written, 0);  // an error shows itself to QTcpSocket
}

void WebSocketLink::ping()
{
    send(webSocketFrame(WebSocketOpcode::Ping, {}));
}

void WebSocketLink::sendText(QByteArrayView text)
{
    send(webSocketFrame(WebSocketOpcode::Text, text));
}

qsizetype WebSocketLink::unsentBytes() const
{
    if (!m_tcp) return 0;
    const auto* tls = qobject_cast<const QSslSocket*>(m_tcp.data());
    return m_out.size() + m_tcp->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

qsizetype WebSocketLink::unfinishedBytes() const
{
    return m_tcp ? m_reader.unfinishedBytes() + m_tcp->bytesAvailable() : 0;
}

void WebSocketLink::giveUpUnfinished()
{
    sendLast(closePayload(WebSocketCloseCode::TryLater));
    reportClosed(true);
}

void WebSocketLink::giveUpUnsent()
{
    m_out.clear();
    if (QTcpSocket* const tcp = release()) {
        tcp->abort();
        tcp->deleteLater();
    }
    reportClosed(true);
}

void WebSocketLink::close()
{
    m_isSilent = true;
    QTcpSocket* const tcp = release();
    if (!tcp) return;
    const QByteArray payload = closePayload(WebSocketCloseCode::Normal);
    if (tcp->isOpen()) tcp->write(std::exchange(m_out, {}) + webSocketFrame(WebSocketOpcode::Close, payload));
    tcp->flush();
    partWhenAnswered(tcp, std::move(m_reader), m_rest);
}

void WebSocketLink::abort()
{
    m_isSilent = true;
    QTcpSocket* const tcp = release();
    if (!tcp) return;
    tcp->abort();
    tcp->deleteLater();
}

/// What waits and a close frame; nothing is expected after it.
void WebSocketLink::sendLast(const QByteArray& payload)
{
    QTcpSocket* const tcp = release();
    if (!tcp) return;
    if (tcp->isOpen()) tcp->write(std::exchange(m_out, {}) + webSocketFrame(WebSocketOpcode::Close, payload));
    part(tcp);
}

/// The socket, without anything of ours on it.
QTcpSocket* WebSocketLink::release()
{
    QTcpSocket* const tcp = m_tcp;
    m_tcp = nullptr;
    if (tcp) disconnect(tcp, nullptr, this, nullptr);
    return tcp;
}

void WebSocketLink::reportClosed(bool broken)
{
    if (QTcpSocket* const tcp = release()) tcp->deleteLater();
    if (!std::exchange(m_isSilent, true)) m_callbacks.closed(broken);
}

}  // namespace tongdai::engineio
