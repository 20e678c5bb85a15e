#include "engine/server/websocket/websocket_frame.h"

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

}  // namespace tongdai::engineio
