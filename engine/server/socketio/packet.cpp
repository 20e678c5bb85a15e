#include "engine/server/socketio/packet.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace tongdai::socketio {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPlaceholder = "_placeholder"_L1;
constexpr auto kNumber = "num"_L1;

char typeDigit(const Packet& packet)
{
    const bool isBinary = !packet.args.attachments.isEmpty();
    switch (packet.type) {
        case PacketType::Connect: return '0';
        case PacketType::Disconnect: return '1';
        case PacketType::Event: return isBinary ? '5' : '2';
        case PacketType::Acknowledge: return isBinary ? '6' : '3';
        case PacketType::ConnectError: return '4';
    }
    Q_UNREACHABLE();
}

QByteArray compact(const QJsonArray& array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

/// `["name",…arguments]` without copying the arguments into another array.
QByteArray eventBody(const QString& event, const QJsonArray& values)
{
    QByteArray body = compact({event});
    if (values.isEmpty()) return body;
    body.back() = ',';
    return body.append(QByteArrayView(compact(values)).sliced(1));
}

QByteArray head(const Packet& packet)
{
    QByteArray text(1, typeDigit(packet));
    if (!packet.args.attachments.isEmpty()) text += QByteArray::number(packet.args.attachments.size()) + '-';
    if (packet.nsp != "/"_L1) text += packet.nsp.toUtf8() + ',';
    if (packet.id) text += QByteArray::number(*packet.id);
    return text;
}

}  // namespace

Payload& Payload::add(const QJsonValue& value)
{
    values.append(value);
    return *this;
}

Payload& Payload::addBinary(const QByteArray& bytes)
{
    return add(attach(bytes));
}

QJsonObject Payload::attach(const QByteArray& bytes)
{
    attachments.append(bytes);
    return {{kPlaceholder, true}, {kNumber, attachments.size() - 1}};
}

std::optional<QByteArray> Payload::binary(const QJsonValue& value) const
{
    const QJsonObject object = value.toObject();
    if (!object.value(kPlaceholder).toBool()) return std::nullopt;
    const int index = object.value(kNumber).toInt(-1);
    if (index < 0 || index >= attachments.size()) return std::nullopt;
    return attachments.at(index);
}

EncodedPacket encode(const Packet& packet)
{
    QByteArray text = head(packet);
    switch (packet.type) {
        case PacketType::Connect:
        case PacketType::ConnectError:
            if (!packet.object.isEmpty() || packet.type == PacketType::ConnectError) {
                text += QJsonDocument(packet.object).toJson(QJsonDocument::Compact);
            }
            break;
        case PacketType::Disconnect: break;
        case PacketType::Event: text += eventBody(packet.event, packet.args.values); break;
        case PacketType::Acknowledge: text += compact(packet.args.values); break;
    }
    return {std::move(text), packet.args.attachments};
}

EncodedPacket withOffset(EncodedPacket event, const QByteArray& offset)
{
    event.text.back() = ',';  // was the array's bracket
    event.text += '"' + offset + "\"]";
    return event;
}

bool isReservedEvent(QStringView name)
{
    static constexpr std::array kReserved = {"connect"_L1,       "connect_error"_L1, "disconnect"_L1,
                                             "disconnecting"_L1, "newListener"_L1,   "removeListener"_L1};
    return std::ranges::any_of(kReserved, [&](QLatin1StringView reserved) { return name == reserved; });
}

}  // namespace tongdai::socketio
