#include "engine/server/chat/cluster_bus.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonDocument>

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using socketio::RoomMessage;

namespace {

constexpr char kRooms = 'R';
QStringList listOf(const socketio::RoomNames& names)
{
    return QStringList(names.begin(), names.end());
}

constexpr auto kStreamVersion = QDataStream::Qt_6_0;  // engines of one shop may differ in their Qt

}  // namespace

QByteArray encodeRoomMessage(const RoomMessage& message)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(kStreamVersion);
    out << quint8(message.kind) << message.nsp << listOf(message.audience.rooms) << listOf(message.audience.except)
        << message.packet.text << message.packet.attachments << message.closeConnection << message.isVolatile;
    return bytes;
}

std::optional<RoomMessage> decodeRoomMessage(const QByteArray& bytes)
{
    RoomMessage message;
    quint8 kind = 0;
    QDataStream in(bytes);
    in.setVersion(kStreamVersion);
    QStringList rooms;
    QStringList except;
    in >> kind >> message.nsp >> rooms >> except >> message.packet.text >> message.packet.attachments >>
        message.closeConnection >> message.isVolatile;
    if (in.status() != QDataStream::Ok || kind > quint8(RoomMessage::Kind::Disconnect)) return std::nullopt;
    message.kind = RoomMessage::Kind(kind);
    message.audience = {{rooms.begin(), rooms.end()}, {except.begin(), except.end()}};
    return message;
}

ClusterBus::ClusterBus(ports::EngineBus& bus) : m_bus(bus)
{
    m_bus.setReceiver([this](const QByteArray& bytes) { receive(bytes); });
}

void ClusterBus::publish(const RoomMessage& message)
{
    m_bus.publish(kRooms + encodeRoomMessage(message));
}

void ClusterBus::setReceiver(std::function<void(const RoomMessage&)> receiver)
{
    m_rooms = std::move(receiver);
}

void ClusterBus::tell(Note note, const ConversationId& thread, const QJsonObject& more)
{
    QJsonObject json = more;
    json[u"thread"_s] = thread.toString();
    m_bus.publish(char(note) + QJsonDocument(json).toJson(QJsonDocument::Compact));
}

/// From another engine, perhaps a newer one: what is not understood is left alone.
void ClusterBus::receive(const QByteArray& bytes)
{
    if (bytes.isEmpty()) return;
    if (bytes.front() == kRooms) {
        const auto message = decodeRoomMessage(bytes.mid(1));
        if (message && m_rooms) m_rooms(*message);
        return;
    }
    const QJsonObject json = QJsonDocument::fromJson(bytes.mid(1)).object();
    if (m_notes && !json.isEmpty())
        m_notes(Note(bytes.front()), ConversationId::fromString(json["thread"_L1].toString()), json);
}

}  // namespace tongdai::chat
