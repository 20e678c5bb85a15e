#include "engine/server/socketio/engineio_packet.h"

namespace tongdai::engineio {

namespace {

std::optional<Packet> decodeBase64(QByteArrayView base64)
{
    auto decoded = QByteArray::fromBase64Encoding(base64.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return std::nullopt;
    return Packet{PacketType::Message, std::move(decoded.decoded), true};
}

}  // namespace

std::optional<Packet> decodeText(QByteArrayView text)
{
    if (text.isEmpty() || text.front() < '0' || text.front() > '6' || !text.isValidUtf8()) return std::nullopt;
    return Packet{PacketType(text.front() - '0'), text.sliced(1).toByteArray(), false};
}

std::optional<std::vector<Packet>> decodePayload(QByteArrayView body)
{
    std::vector<Packet> packets;
    qsizetype from = 0;
    for (;;) {
        const qsizetype end = body.indexOf(kSeparator, from);
        const QByteArrayView part = body.sliced(from, (end < 0 ? body.size() : end) - from);
        auto packet = part.startsWith('b') ? decodeBase64(part.sliced(1)) : decodeText(part);
        if (!packet) return std::nullopt;
        packets.push_back(std::move(*packet));
        if (end < 0) return packets;
        from = end + 1;
    }
}

QByteArray encode(const Packet& packet)
{
    if (packet.isBinary) return 'b' + packet.data.toBase64();
    return char('0' + int(packet.type)) + packet.data;
}

}  // namespace tongdai::engineio
