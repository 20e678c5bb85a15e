#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

/// Engine.IO v4 packets as bytes (contracts/socketio §1.2, §1.4). Pure; hostile input gives an absent value, never an
/// exception.
namespace tongdai::engineio {

enum class PacketType : quint8 { Open = 0, Close = 1, Ping = 2, Pong = 3, Message = 4, Upgrade = 5, Noop = 6 };

struct Packet {
    PacketType type = PacketType::Message;
    QByteArray data;
    bool isBinary = false;  ///< only messages can be
    bool operator==(const Packet&) const = default;
};

/// Between the packets of one polling body.
inline constexpr char kSeparator = '\x1e';

/// One text frame: a digit and valid UTF-8.
std::optional<Packet> decodeText(QByteArrayView text);
/// One polling body: text packets and base64 binaries (`b…`). One malformed packet refuses the whole body, so that
/// nothing of it is half done.
std::optional<std::vector<Packet>> decodePayload(QByteArrayView body);

/// A packet in a polling body; a text packet has the same bytes as a WebSocket text frame.
QByteArray encode(const Packet& packet);

}  // namespace tongdai::engineio
