#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>
#include <variant>

namespace tongdai::engineio {

/// Why a WebSocket is closed (RFC 6455 §7.4.1).
enum class WebSocketCloseCode : quint16 {
    Normal = 1000,
    ProtocolError = 1002,
    NotUtf8 = 1007,
    TooBig = 1009,
    TryLater = 1013,
};

/// Reads what a client sends on a WebSocket, without I/O: frames that arrive cut at any byte become messages and
/// control frames (RFC 6455 §5 to §8). Strict: frames are masked, lengths in their shortest form, nothing is reserved
/// as no extension is negotiated, text is UTF-8. A frame that breaks a rule or the bound of a message is refused by
/// its header, before its payload is kept. Engine loop only.
class WebSocketReader {
public:
    struct Message {
        bool isText = true;
        QByteArray data;
    };
    struct Ping {
        QByteArray data;  ///< to be sent back
    };
    struct Pong {};
    struct Close {
        QByteArray payload;  ///< legal; to be sent back
    };
    struct Violation {
        WebSocketCloseCode code;
    };
    using Event = std::variant<Message, Ping, Pong, Close, Violation>;

    explicit WebSocketReader(qsizetype maxMessage) : m_maxMessage(maxMessage) {}
    /// Bytes of one message, in all of its frames. Frames whose header was read keep the bound they met.
    void setMaxMessage(qsizetype bytes) { m_maxMessage = bytes; }

    /// The next event in `bytes`, which begins behind it afterwards. Nothing: all of `bytes` was taken, and none was
    /// complete. After a Close or a Violation everything is taken and nothing comes any more.
    std::optional<Event> next(QByteArrayView& bytes);
    /// Kept of a message that has not ended.
    qsizetype unfinishedBytes() const { return m_message.size() + m_control.size(); }

private:
    enum class Stage { Start, Length, Mask, Payload, Over };
    static constexpr qsizetype kStart = 2;  ///< bytes that say how long the header is

    bool fill(QByteArrayView& bytes, qsizetype size);
    std::optional<WebSocketCloseCode> checkStart() const;
    qsizetype maskAt() const;
    std::optional<WebSocketCloseCode> checkLength();
    void beginPayload();
    void takePayload(QByteArrayView& bytes);
    std::optional<Event> endFrame();
    std::optional<Event> endControl();
    std::optional<Event> endData();
    Event fail(WebSocketCloseCode code);
    bool isTextSoFar(bool isWhole);

    bool isFinal() const { return quint8(m_head[0]) & 0x80; }
    quint8 opcode() const { return quint8(m_head[0]) & 0x0f; }
    bool isControl() const { return opcode() >= 8; }
    quint8 shortLength() const { return quint8(m_head[1]) & 0x7f; }

    qsizetype m_maxMessage;
    Stage m_stage = Stage::Start;
    std::array<char, 14> m_head{};
    qsizetype m_headSize = 0;
    std::array<char, 4> m_mask{};  ///< turned to the next byte
    qsizetype m_left = 0;          ///< of this frame's payload
    QByteArray m_message;          ///< of the frames so far
    QByteArray m_control;
    bool m_isFragmented = false;  ///< a message has begun and not ended
    bool m_isText = false;
    qsizetype m_checked = 0;  ///< of m_message: known to be UTF-8
};

}  // namespace tongdai::engineio
