#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

/// Socket.IO v5 packets as values (contracts/socketio §2.1). Pure.
namespace tongdai::socketio {

enum class PacketType : quint8 { Connect, Disconnect, Event, Acknowledge, ConnectError };

/// Arguments of an event or an acknowledgement. JSON cannot carry bytes, so a buffer stands in `values` as its
/// placeholder object and lies in `attachments` at the placeholder's number.
struct Payload {
    QJsonArray values;
    QList<QByteArray> attachments;

    Payload() = default;
    Payload(QJsonArray jsonValues) : values(std::move(jsonValues)) {}
    Payload(std::initializer_list<QJsonValue> jsonValues) : values(jsonValues) {}

    Payload& add(const QJsonValue& value);
    Payload& addBinary(const QByteArray& bytes);
    /// Keeps the buffer and gives what stands for it, for a buffer deeper inside an object.
    QJsonObject attach(const QByteArray& bytes);
    /// The buffer a value stands for; absent when the value is something else.
    std::optional<QByteArray> binary(const QJsonValue& value) const;

    bool operator==(const Payload&) const = default;
};

struct Packet {
    PacketType type = PacketType::Event;
    QString nsp = QStringLiteral("/");
    std::optional<quint64> id;  ///< of the wanted or given acknowledgement
    QString event;              ///< Event only
    Payload args;               ///< Event (without its name), Acknowledge
    QJsonObject object;         ///< Connect (auth or sid), ConnectError (message, data)

    bool operator==(const Packet&) const = default;
};

/// What goes into Engine.IO messages: one text, then the buffers in order.
struct EncodedPacket {
    QByteArray text;
    QList<QByteArray> attachments;
};

EncodedPacket encode(const Packet& packet);
/// The encoded event with `offset` as one more, last argument (contracts/socketio §2.5).
EncodedPacket withOffset(EncodedPacket event, const QByteArray& offset);

/// Names a client or an application may not use for its own events.
bool isReservedEvent(QStringView name);

}  // namespace tongdai::socketio
