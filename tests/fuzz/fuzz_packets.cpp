// Engine.IO payloads and Socket.IO packets from hostile bytes: must not crash, and what was understood must survive
// being written and read again.
#include "engine/server/socketio/engineio_packet.h"
#include "engine/server/socketio/packet_decoder.h"

#include <cstdlib>

namespace {

using namespace tongdai;

void require(bool holds)
{
    if (!holds) std::abort();
}

void checkRoundTrip(const socketio::Packet& packet)
{
    const socketio::EncodedPacket encoded = socketio::encode(packet);
    socketio::PacketDecoder decoder;
    auto result = decoder.addText(encoded.text);
    for (const QByteArray& bytes : encoded.attachments) {
        require(std::holds_alternative<socketio::Incomplete>(result));
        result = decoder.addBinary(bytes);
    }
    require(std::holds_alternative<socketio::Packet>(result));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size)
{
    const auto packets = engineio::decodePayload(QByteArrayView(bytes, qsizetype(size)));
    if (!packets) return 0;
    socketio::PacketDecoder decoder;
    for (const engineio::Packet& packet : *packets) {
        const auto again = engineio::decodePayload(engineio::encode(packet));
        require(again && again->size() == 1 && again->front() == packet);
        if (packet.type != engineio::PacketType::Message) continue;
        const auto result = packet.isBinary ? decoder.addBinary(packet.data) : decoder.addText(packet.data);
        if (const auto* understood = std::get_if<socketio::Packet>(&result)) checkRoundTrip(*understood);
        if (std::holds_alternative<socketio::DecodeError>(result)) return 0;
    }
    return 0;
}
