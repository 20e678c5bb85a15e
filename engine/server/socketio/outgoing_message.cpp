#include "engine/server/socketio/outgoing_message.h"

#include <QtEndian>

namespace tongdai::engineio {

QByteArray webSocketFrame(WebSocketOpcode opcode, QByteArrayView payload)
{
    char header[10];
    qsizetype headerSize = 2;
    header[0] = char(0x80 | int(opcode));
    if (payload.size() < 126) {
        header[1] = char(payload.size());
    } else if (payload.size() <= 0xffff) {
        header[1] = 126;
        qToBigEndian(quint16(payload.size()), header + 2);
        headerSize = 4;
    } else {
        header[1] = 127;
        qToBigEndian(quint64(payload.size()), header + 2);
        headerSize = 10;
    }
    QByteArray frame;
    frame.reserve(headerSize + payload.size());
    frame.append(header, headerSize);
    frame.append(payload);
    return frame;
}

MessagePtr OutgoingMessage::text(const QByteArray& utf8)
{
    return std::make_shared<const OutgoingMessage>('4' + utf8, false);
}

MessagePtr OutgoingMessage::binary(const QByteArray& bytes)
{
    return std::make_shared<const OutgoingMessage>(bytes, true);
}

const QByteArray& OutgoingMessage::forWebSocket() const
{
    if (m_frame.isEmpty()) {
        m_frame = webSocketFrame(m_isBinary ? WebSocketOpcode::Binary : WebSocketOpcode::Text, m_data);
    }
    return m_frame;
}

const QByteArray& OutgoingMessage::forPolling() const
{
    if (!m_isBinary) return m_data;
    if (m_base64.isEmpty()) m_base64 = 'b' + m_data.toBase64();
    return m_base64;
}

}  // namespace tongdai::engineio
