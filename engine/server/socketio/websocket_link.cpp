#include "engine/server/socketio/websocket_link.h"

#include "engine/server/socketio/outgoing_message.h"

#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

#include <sys/socket.h>

#include <algorithm>

namespace tongdai::engineio {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype kFlushAt = 256 * 1024;  // below, all frames of a turn leave in one write
constexpr qint64 kFrameHeader = 16;

}  // namespace

WebSocketLink::WebSocketLink(QWebSocket* webSocket, QTcpSocket* tcp, qsizetype maxMessage)
    : m_webSocket(webSocket), m_tcp(tcp)
{
    // One turn reads no more than one frame can be, so that answers leave between the turns of a burst. Not less:
    // QWebSocket waits for whole frames.
    tcp->setReadBufferSize(maxMessage + kFrameHeader);
    webSocket->setMaxAllowedIncomingFrameSize(quint64(maxMessage));
    webSocket->setMaxAllowedIncomingMessageSize(quint64(maxMessage));
    connect(webSocket, &QWebSocket::textMessageReceived, this, [this](const QString& text) {
        if (!m_isSilent) m_callbacks.text(text.toUtf8());
    });
    connect(webSocket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray& bytes) {
        if (!m_isSilent) m_callbacks.binary(bytes);
    });
    connect(webSocket, &QWebSocket::disconnected, this, &WebSocketLink::reportClosed);
    // QWebSocket answers pings by itself, without bound and without a signal: a flood of them shows here.
    connect(tcp, &QTcpSocket::readyRead, this, [this] {
        if (!m_isSilent) m_callbacks.activity();
    });
}

WebSocketLink::~WebSocketLink()
{
    abort();
}

void WebSocketLink::setCallbacks(Callbacks callbacks)
{
    m_callbacks = std::move(callbacks);
    m_isSilent = false;
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

void WebSocketLink::close()
{
    m_isSilent = true;
    writeOut();
    QWebSocket* webSocket = std::exchange(m_webSocket, nullptr);
    m_tcp = nullptr;
    if (!webSocket) return;
    disconnect(webSocket, nullptr, this, nullptr);
    if (m_isGone) return webSocket->deleteLater();
    connect(webSocket, &QWebSocket::disconnected, webSocket, &QObject::deleteLater);
    QTimer::singleShot(5s, webSocket, [webSocket] {
        webSocket->abort();
        webSocket->deleteLater();
    });
    webSocket->close();
}

void WebSocketLink::abort()
{
    m_isSilent = true;
    QWebSocket* webSocket = std::exchange(m_webSocket, nullptr);
    m_tcp = nullptr;
    if (!webSocket) return;
    disconnect(webSocket, nullptr, this, nullptr);
    webSocket->abort();
    webSocket->deleteLater();
}

void WebSocketLink::reportClosed()
{
    m_isGone = true;
    const auto code = m_webSocket ? m_webSocket->closeCode() : QWebSocketProtocol::CloseCodeNormal;
    const bool broken = code == QWebSocketProtocol::CloseCodeProtocolError ||
                        code == QWebSocketProtocol::CloseCodeWrongDatatype ||
                        code == QWebSocketProtocol::CloseCodeTooMuchData;
    if (!std::exchange(m_isSilent, true)) m_callbacks.closed(broken);
}

}  // namespace tongdai::engineio
