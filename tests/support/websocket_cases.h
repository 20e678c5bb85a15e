#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

/// Frames as clients send them, and what RFC 6455 makes of them. The cases follow the numbers of the public Autobahn
/// suite (framing, pings, reserved bits, opcodes, fragments, UTF-8, closing).
namespace tongdai::testing {

struct FrameForm {
    bool isFinal = true;
    quint8 reserved = 0;  ///< the three bits, 1 to 7
    bool isMasked = true;
    int lengthBytes = -1;  ///< 0, 2, 8: written so; else in the shortest form
};
QByteArray clientFrame(quint8 opcode, const QByteArray& payload, const FrameForm& form = {});

/// Payload of a close frame.
QByteArray closeWith(quint16 code, const QByteArray& reason = {});

struct WebSocketCase {
    QByteArray name;
    QByteArray sent;
    QList<QByteArray> messages;  ///< complete, in order
    QList<QByteArray> pongs;
    static constexpr int kOpen = 0;     ///< nothing ends it
    static constexpr int kNoCode = -1;  ///< closed by a frame without a code
    int closeCode = kOpen;
};
QList<WebSocketCase> webSocketCases();

/// A frame of a server, taken off the front of `bytes`; nothing when it is not complete.
struct ServerFrame {
    quint8 opcode = 0;
    QByteArray payload;
    bool isLegal = true;  ///< unmasked, final, nothing reserved
};
std::optional<ServerFrame> takeServerFrame(QByteArray& bytes);

}  // namespace tongdai::testing
