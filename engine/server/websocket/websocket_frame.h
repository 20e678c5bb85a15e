#pragma once

#include <QByteArray>

namespace tongdai::engineio {

enum class WebSocketOpcode : quint8 { Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };
/// One unmasked server-to-client WebSocket frame (RFC 6455 §5.2).
QByteArray webSocketFrame(WebSocketOpcode opcode, QByteArrayView payload);

}  // namespace tongdai::engineio
