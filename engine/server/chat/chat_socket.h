#pragma once

#include "engine/contract/socketio_events.h"
#include "engine/domain/work/one_shot.h"
#include "engine/server/socketio/namespace.h"
#include "engine/work/chat/chat_membership.h"

#include <QSet>
#include <boost/container/flat_set.hpp>

namespace tongdai::chat {

/// A line on its way to one device.
struct SentLine {
    Delivered receipt;
    ConversationId thread;
    MessageId message;
};

/// A live line that waits until the missed ones are through.
struct HeldLine {
    SentLine line;
    QJsonObject payload;
    bool isOwn = false;  ///< its user wrote it: no receipt brings it
};

/// What the chat knows of one socket; survives a recovered cut with it. Engine loop.
struct ChatSocket {
    ChatVisitor visitor;
    TimePoint issued{};      ///< its token
    TimePoint validUntil{};  ///< end of it, leeway and all
    QByteArray device;       ///< as the client calls itself; empty: does not say
    boost::container::flat_set<ConversationId> follows;
    /// The connection that follows them. That of before may end after its client is back on this one.
    const socketio::Socket* follower = nullptr;
    std::vector<SentLine> unconfirmed;  ///< sent, and not yet proven to have arrived
    bool mustConfirm = false;           ///< waits for the next round of confirmations
    QSet<MessageId> own;                ///< its user's lines that it was sent; see ChatEvents
    bool isCoveredByLog = false;        ///< came back in time: the gateway has sent again what its rooms were told
    std::shared_ptr<OneShot<bool>> eventsTaken;  ///< what was brought besides lines
    bool isCatchingUp = false;                   ///< gets what it missed; live lines wait in `held`
    std::vector<HeldLine> held;
    QSet<std::pair<QUuid, qint64>> brought;  ///< of what was missed: participant and rev
    QSet<ConversationId> leftToLive;         ///< of which the newest missed lines come with the live ones
};
using ChatSocketPtr = std::shared_ptr<ChatSocket>;

/// Null only for a socket that was not admitted.
inline ChatSocketPtr chatOf(const socketio::SocketPtr& socket)
{
    const auto* state = std::any_cast<ChatSocketPtr>(&socket->state());
    return state ? *state : nullptr;
}

inline QString threadRoom(const ConversationId& thread)
{
    return contract::chat::threadRoom(thread.toString());
}
inline QString userRoom(const SenderId& user)
{
    return contract::chat::userRoom(user.toString());
}
/// The sockets that may hear what this participant hears: of somebody let in as staff, those that still are.
inline QString participantRoom(const Participant& participant)
{
    const QString user = participant.user.id.toString();
    return isStaff(participant.role) ? contract::chat::staffRoom(user) : contract::chat::userRoom(user);
}

}  // namespace tongdai::chat
