#pragma once

#include "engine/server/socketio/json_bounds.h"
#include "engine/server/socketio/packet.h"

#include <variant>

namespace tongdai::socketio {

struct DecoderLimits {
    JsonBounds json;
    int attachments = 10;
    qsizetype attachmentBytes = 4'000'000;  ///< of one packet together
    int idDigits = 15;                      ///< stays exact in a JavaScript number
    qsizetype namespaceLength = 128;
};

/// What a packet that breaks the rules was; its connection is to be closed (reason `parse error`).
struct DecodeError {
    const char* cause;
};
/// The packet's attachments are still to come.
struct Incomplete {};

/// Turns the Engine.IO messages of one connection into packets, by contracts/socketio §2.1. Never throws; what it
/// keeps is bounded by the limits.
class PacketDecoder {
public:
    using Result = std::variant<Packet, Incomplete, DecodeError>;

    explicit PacketDecoder(DecoderLimits limits = {}) : m_limits(limits) {}

    /// Nobody who may send them is there yet: a packet that announces attachments breaks the rules.
    void refuseAttachments(bool refuses) { m_refusesAttachments = refuses; }
    /// Kept of a packet whose attachments are coming.
    qsizetype unfinishedBytes() const { return m_partial ? m_bytes : 0; }

    Result addText(QByteArrayView text);
    Result addBinary(const QByteArray& bytes);

private:
    Result complete();

    DecoderLimits m_limits;
    std::optional<Packet> m_partial;
    int m_wanted = 0;
    qsizetype m_bytes = 0;  ///< its text and the attachments so far
    qsizetype m_attachmentBytes = 0;
    bool m_refusesAttachments = false;
};

}  // namespace tongdai::socketio
