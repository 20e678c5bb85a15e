#include "engine/server/socketio/outgoing_message.h"

namespace tongdai::engineio {

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
