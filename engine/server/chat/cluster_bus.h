#pragma once

#include "engine/domain/ports/live/chat_live.h"
#include "engine/server/socketio/room_bus.h"

#include <QJsonObject>

namespace tongdai::chat {

/// What engines tell each other about chats, besides broadcasts to rooms.
enum class Note : char {
    Lines = 'L',    ///< a thread has new lines: read on
    Members = 'M',  ///< who takes part in it changed
    Moved = 'V',    ///< the conversation of this id is another now
    Receipts = 'C',
    Typing = 'Y',    ///< {user, name, typing}
    Presence = 'P',  ///< {user, online}; no thread
    Claims = 'K',    ///< {user, issued}: a newer token of theirs says customer; no thread
};

/// Rooms and notes over one engine bus. Engine loop only.
class ClusterBus final : public socketio::RoomBus {
public:
    using NoteReceiver = std::function<void(Note, ConversationId, QJsonObject)>;

    explicit ClusterBus(ports::EngineBus& bus);

    void publish(const socketio::RoomMessage& message) override;
    void setReceiver(std::function<void(const socketio::RoomMessage&)> receiver) override;
    void tell(Note note, const ConversationId& thread, const QJsonObject& more = {});
    void setNoteReceiver(NoteReceiver receiver) { m_notes = std::move(receiver); }

private:
    void receive(const QByteArray& bytes);

    ports::EngineBus& m_bus;
    std::function<void(const socketio::RoomMessage&)> m_rooms;
    NoteReceiver m_notes;
};

QByteArray encodeRoomMessage(const socketio::RoomMessage& message);
std::optional<socketio::RoomMessage> decodeRoomMessage(const QByteArray& bytes);

}  // namespace tongdai::chat
