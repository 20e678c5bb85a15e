#include "engine/server/websocket/websocket_reader.h"

#include <QUtf8StringView>
#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace tongdai::engineio {

namespace {

enum Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, CloseFrame = 8, PingFrame = 9, PongFrame = 10 };

constexpr quint8 kLength16 = 126;
constexpr quint8 kLength64 = 127;
constexpr qsizetype kMaxControl = 125;

bool isKnownOpcode(quint8 opcode)
{
    return opcode <= Binary || (opcode >= CloseFrame && opcode <= PongFrame);
}

bool isUtf8(QByteArrayView bytes)
{
    return QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8();
}

/// Without a character at the end whose rest may be in the next frame.
QByteArrayView wholeCharacters(QByteArrayView bytes)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, bytes.size()); ++back) {
        const auto byte = quint8(bytes[bytes.size() - back]);
        if ((byte & 0xc0) == 0x80) continue;
        const qsizetype wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        return wanted > back ? bytes.chopped(back) : bytes;
    }
    return bytes;
}

/// Codes that may stand on the wire (RFC 6455 §7.4.2 and the registry it opens).
bool isCloseCode(quint16 code)
{
    if (code >= 3000) return code <= 4999;
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

std::optional<WebSocketCloseCode> faultInClose(QByteArrayView payload)
{
    if (payload.isEmpty()) return std::nullopt;
    if (payload.size() < 2 || !isCloseCode(qFromBigEndian<quint16>(payload.data()))) {
        return WebSocketCloseCode::ProtocolError;
    }
    if (!isUtf8(payload.sliced(2))) return WebSocketCloseCode::NotUtf8;
    return std::nullopt;
}

/// Eight bytes at a time; the mask is turned so that it fits the byte after the last one.
void unmask(char* data, qsizetype size, std::array<char, 4>& mask)
{
    std::array<char, 8> twice{};
    std::copy_n(mask.data(), 4, twice.data());
    std::copy_n(mask.data(), 4, twice.data() + 4);
    quint64 wide = 0;
    std::memcpy(&wide, twice.data(), sizeof wide);
    qsizetype at = 0;
    for (; at + 8 <= size; at += 8) {
        quint64 word = 0;
        std::memcpy(&word, data + at, sizeof word);
        word ^= wide;
        std::memcpy(data + at, &word, sizeof word);
    }
    for (; at < size; ++at)
        data[at] = char(data[at] ^ mask[size_t(at % 4)]);
    std::rotate(mask.begin(), mask.begin() + size % 4, mask.end());
}

}  // namespace

std::optional<WebSocketReader::Event> WebSocketReader::next(QByteArrayView& bytes)
{
    for (;;) {
        switch (m_stage) {
            case Stage::Start:
                if (!fill(bytes, kStart)) return std::nullopt;
                if (const auto fault = checkStart()) return fail(*fault);
                m_stage = Stage::Length;
                break;
            case Stage::Length:
                if (!fill(bytes, maskAt())) return std::nullopt;
                if (const auto fault = checkLength()) return fail(*fault);
                m_stage = Stage::Mask;
                break;
            case Stage::Mask:
                if (!fill(bytes, maskAt() + qsizetype(m_mask.size()))) return std::nullopt;
                beginPayload();
                m_stage = Stage::Payload;
                break;
            case Stage::Payload:
                takePayload(bytes);
                if (m_left > 0) return std::nullopt;
                m_stage = Stage::Start;
                m_headSize = 0;
                if (auto event = endFrame()) return event;
                break;
            case Stage::Over: bytes = {}; return std::nullopt;
        }
    }
}

bool WebSocketReader::fill(QByteArrayView& bytes, qsizetype size)
{
    const qsizetype taken = std::min(size - m_headSize, bytes.size());
    std::copy_n(bytes.data(), taken, m_head.data() + m_headSize);
    m_headSize += taken;
    bytes = bytes.sliced(taken);
    return m_headSize == size;
}

std::optional<WebSocketCloseCode> WebSocketReader::checkStart() const
{
    constexpr auto kWrong = WebSocketCloseCode::ProtocolError;
    if ((quint8(m_head[0]) & 0x70) != 0 || !isKnownOpcode(opcode())) return kWrong;
    if ((quint8(m_head[1]) & 0x80) == 0) return kWrong;  // a client masks (RFC 6455 §5.1)
    if (isControl()) {
        if (!isFinal() || shortLength() > kMaxControl) return kWrong;
    } else if ((opcode() == Continuation) != m_isFragmented) {
        return kWrong;
    }
    return std::nullopt;
}

qsizetype WebSocketReader::maskAt() const
{
    return kStart + (shortLength() == kLength64 ? 8 : shortLength() == kLength16 ? 2 : 0);
}

std::optional<WebSocketCloseCode> WebSocketReader::checkLength()
{
    quint64 length = shortLength();
    if (length == kLength16) {
        length = qFromBigEndian<quint16>(m_head.data() + kStart);
        if (length < kLength16) return WebSocketCloseCode::ProtocolError;
    } else if (length == kLength64) {
        length = qFromBigEndian<quint64>(m_head.data() + kStart);
        if (length <= 0xffff || length >> 63 != 0) return WebSocketCloseCode::ProtocolError;
    }
    if (!isControl() && length > quint64(std::max<qsizetype>(0, m_maxMessage - m_message.size()))) {
        return WebSocketCloseCode::TooBig;
    }
    m_left = qsizetype(length);
    return std::nullopt;
}

void WebSocketReader::beginPayload()
{
    if (!isControl() && !m_isFragmented) m_isText = opcode() == Text;
    std::copy_n(m_head.data() + maskAt(), m_mask.size(), m_mask.data());
}

void WebSocketReader::takePayload(QByteArrayView& bytes)
{
    const qsizetype taken = std::min(m_left, bytes.size());
    if (taken == 0) return;
    QByteArray& into = isControl() ? m_control : m_message;
    const qsizetype from = into.size();
    into.append(bytes.first(taken));
    unmask(into.data() + from, taken, m_mask);
    bytes = bytes.sliced(taken);
    m_left -= taken;
}

std::optional<WebSocketReader::Event> WebSocketReader::endFrame()
{
    return isControl() ? endControl() : endData();
}

std::optional<WebSocketReader::Event> WebSocketReader::endControl()
{
    QByteArray payload = std::exchange(m_control, {});
    if (opcode() == PingFrame) return Ping{std::move(payload)};
    if (opcode() == PongFrame) return Pong{};
    if (const auto fault = faultInClose(payload)) return fail(*fault);
    m_stage = Stage::Over;
    m_message.clear();
    return Close{std::move(payload)};
}

std::optional<WebSocketReader::Event> WebSocketReader::endData()
{
    if (m_isText && !isTextSoFar(isFinal())) return fail(WebSocketCloseCode::NotUtf8);
    m_isFragmented = !isFinal();
    if (m_isFragmented) return std::nullopt;
    m_checked = 0;
    return Message{m_isText, std::exchange(m_message, {})};
}

/// Every byte is looked at once, however many frames there are.
bool WebSocketReader::isTextSoFar(bool isWhole)
{
    QByteArrayView fresh = QByteArrayView(m_message).sliced(m_checked);
    if (!isWhole) fresh = wholeCharacters(fresh);
    m_checked += fresh.size();
    return isUtf8(fresh);
}

WebSocketReader::Event WebSocketReader::fail(WebSocketCloseCode code)
{
    m_stage = Stage::Over;
    m_message.clear();
    m_control.clear();
    return Violation{code};
}

}  // namespace tongdai::engineio
