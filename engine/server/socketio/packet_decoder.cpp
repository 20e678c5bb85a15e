#include "engine/server/socketio/packet_decoder.h"

#include "engine/domain/text/json_screen.h"

#include <QJsonDocument>
#include <QLocale>

#include <algorithm>

namespace tongdai::socketio {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Reads a packet's text from left to right. The first violation is kept in `error`.
struct TextReader {
    const DecoderLimits& limits;
    QByteArrayView rest;
    const char* error = nullptr;
    Packet packet{};
    bool isBinary = false;
    bool refusesAttachments = false;
    int attachments = 0;

    bool fail(const char* cause)
    {
        error = cause;
        return false;
    }

    bool readType()
    {
        if (rest.isEmpty()) return fail("empty packet");
        switch (rest.front()) {
            case '0': packet.type = PacketType::Connect; break;
            case '1': packet.type = PacketType::Disconnect; break;
            case '2':
            case '5': packet.type = PacketType::Event; break;
            case '3':
            case '6': packet.type = PacketType::Acknowledge; break;
            case '4': packet.type = PacketType::ConnectError; break;
            default: return fail("unknown packet type");
        }
        isBinary = rest.front() == '5' || rest.front() == '6';
        rest = rest.sliced(1);
        return true;
    }

    bool readAttachments()
    {
        if (!isBinary) return true;
        qsizetype digits = 0;
        while (digits < rest.size() && digits < 4 && isDigit(rest[digits])) {
            attachments = attachments * 10 + (rest[digits++] - '0');
        }
        if (digits == 0 || digits >= rest.size() || rest[digits] != '-') return fail("illegal attachment count");
        if (attachments > (refusesAttachments ? 0 : limits.attachments)) return fail("too many attachments");
        rest = rest.sliced(digits + 1);
        return true;
    }

    bool readNamespace()
    {
        if (!rest.startsWith('/')) return true;
        const qsizetype comma = rest.indexOf(',');
        QByteArrayView name = comma < 0 ? rest : rest.first(comma);
        rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
        if (const qsizetype query = name.indexOf('?'); query >= 0) name = name.first(query);
        if (name.size() > limits.namespaceLength) return fail("namespace too long");
        packet.nsp = QString::fromUtf8(name);
        return true;
    }

    bool readId()
    {
        qsizetype digits = 0;
        quint64 id = 0;
        while (digits < rest.size() && isDigit(rest[digits])) {
            if (digits == limits.idDigits) return fail("acknowledgement id too long");
            id = id * 10 + quint64(rest[digits++] - '0');
        }
        if (digits == 0) return true;
        packet.id = id;
        rest = rest.sliced(digits);
        return true;
    }

    bool readBody()
    {
        if (rest.isEmpty()) return acceptNoBody();
        if (!isWithin(limits.json, rest)) return fail("JSON beyond its bounds");
        if (hasRepeatedName(rest)) return fail("a name stands twice in one object");
        QJsonParseError parseError;
        const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(rest.data(), rest.size()), &parseError);
        if (parseError.error != QJsonParseError::NoError) return fail("invalid JSON");
        switch (packet.type) {
            case PacketType::Connect:
            case PacketType::ConnectError:
                if (!document.isObject()) return fail("payload is not an object");
                packet.object = document.object();
                return true;
            case PacketType::Disconnect: return fail("disconnect takes no payload");
            case PacketType::Event:
            case PacketType::Acknowledge:
                if (!document.isArray()) return fail("payload is not an array");
                packet.args.values = document.array();
                return packet.type == PacketType::Acknowledge || takeEventName();
        }
        Q_UNREACHABLE();
    }

    bool acceptNoBody()
    {
        const bool isAllowed = packet.type == PacketType::Connect || packet.type == PacketType::Disconnect;
        return isAllowed || fail("payload missing");
    }

    bool takeEventName()
    {
        const QJsonValue name = packet.args.values.at(0);  // undefined in an empty array
        if (name.isDouble())
            packet.event = QString::number(name.toDouble(), 'g', QLocale::FloatingPointShortest);
        else if (name.isString() && !isReservedEvent(name.toString()))
            packet.event = name.toString();
        else
            return fail("illegal event name");
        packet.args.values.removeFirst();
        return true;
    }
};

bool placeholdersAreLegal(const QJsonValue& value, int attachments)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(),
                           [&](const QJsonValue& element) { return placeholdersAreLegal(element, attachments); });
    }
    if (!value.isObject()) return true;
    const QJsonObject object = value.toObject();
    if (object.value("_placeholder"_L1).toBool()) {
        const QJsonValue number = object.value("num"_L1);
        const double index = number.toDouble(-1);
        return number.isDouble() && index >= 0 && index < attachments && index == double(int(index));
    }
    return std::all_of(object.begin(), object.end(),
                       [&](const QJsonValue& member) { return placeholdersAreLegal(member, attachments); });
}

}  // namespace

PacketDecoder::Result PacketDecoder::addText(QByteArrayView text)
{
    if (m_partial) return DecodeError{"text while attachments are outstanding"};
    if (!text.isValidUtf8()) return DecodeError{"invalid UTF-8"};
    TextReader reader{m_limits, text};
    reader.refusesAttachments = m_refusesAttachments;
    if (!reader.readType() || !reader.readAttachments() || !reader.readNamespace() || !reader.readId() ||
        !reader.readBody()) {
        return DecodeError{reader.error};
    }
    if (!reader.isBinary) return std::move(reader.packet);
    if (!placeholdersAreLegal(reader.packet.args.values, reader.attachments)) return DecodeError{"illegal placeholder"};
    m_partial = std::move(reader.packet);
    m_wanted = reader.attachments;
    m_bytes = text.size();
    m_attachmentBytes = 0;
    return m_wanted == 0 ? complete() : Result(Incomplete{});
}

PacketDecoder::Result PacketDecoder::addBinary(const QByteArray& bytes)
{
    if (!m_partial) return DecodeError{"binary without a packet"};
    m_bytes += bytes.size();
    m_attachmentBytes += bytes.size();
    if (m_attachmentBytes > m_limits.attachmentBytes) return DecodeError{"attachments too large"};
    m_partial->args.attachments.append(bytes);
    return m_partial->args.attachments.size() == m_wanted ? complete() : Result(Incomplete{});
}

PacketDecoder::Result PacketDecoder::complete()
{
    Packet packet = std::move(*m_partial);
    m_partial.reset();
    return packet;
}

}  // namespace tongdai::socketio
