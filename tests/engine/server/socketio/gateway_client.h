#pragma once

#include "tests/engine/server/socketio/raw_client.h"
#include "tests/engine/server/socketio/test_gateway.h"

namespace tongdai::testing {

/// A raw client joined to one namespace of a TestGateway. Its open packet and CONNECT reply have been read.
class GatewayClient {
public:
    enum class Reply { Awaited, NotYet };
    GatewayClient(const TestGateway& gateway, const QByteArray& nsp, const QByteArray& auth = {},
                  Reply reply = Reply::Awaited)
        : m_prefix(nsp == "/" ? QByteArray() : nsp + ','),
          m_webSocket(
              RawClient(gateway.port(), QStringLiteral("/socket.io/")).webSocketUrl(RawClient::webSocketQuery()))
    {
        m_webSocket.next();
        m_webSocket.send("40" + m_prefix + auth);
        if (reply == Reply::Awaited) m_reply = m_webSocket.nextMessage().data;
    }
    /// The CONNECT reply, or whatever came before it.
    const QByteArray& reply() const { return m_reply; }
    QJsonObject accepted() const { return objectAfter(m_reply, "40" + m_prefix); }
    QString id() const { return accepted().value(QStringLiteral("sid")).toString(); }

    /// An event, with an id when an acknowledgement is wanted.
    void send(const QByteArray& array, const QByteArray& id = {}) { m_webSocket.send("42" + m_prefix + id + array); }
    void sendRaw(const QByteArray& packet) { m_webSocket.send(packet); }
    /// The next packet of the namespace, without prefix: `2["event",…]`.
    QByteArray next()
    {
        QByteArray packet = m_webSocket.nextMessage().data;
        return packet.size() > 2 ? packet.mid(1, 1) + packet.mid(2 + m_prefix.size()) : packet;
    }
    RawWebSocket& webSocket() { return m_webSocket; }

private:
    QByteArray m_prefix;
    RawWebSocket m_webSocket;
    QByteArray m_reply;
};

}  // namespace tongdai::testing
