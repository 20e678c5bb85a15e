#pragma once

#include "engine/server/socketio/packet.h"

#include <boost/container/flat_set.hpp>

#include <functional>

namespace tongdai::socketio {

/// Sorted in one block. A QSet takes 1.3 KiB for its first name, and most hold one for as long as a socket may come
/// back.
using RoomNames = boost::container::flat_set<QString>;

/// Whom a broadcast reaches. Every socket is also in a room named by its own id.
struct Audience {
    RoomNames rooms;   ///< sockets in any of them; empty: everybody in the namespace
    RoomNames except;  ///< but none that is in one of these

    static Audience all() { return {}; }
    static Audience room(const QString& name) { return {{name}, {}}; }
    Audience without(const QString& room) const
    {
        Audience narrowed = *this;
        narrowed.except.insert(room);
        return narrowed;
    }
};

/// What one engine asks of all the others on the same bus.
struct RoomMessage {
    enum class Kind : quint8 { Broadcast, Disconnect };
    Kind kind = Kind::Broadcast;
    QString nsp;
    Audience audience;
    EncodedPacket packet;          ///< Broadcast
    bool closeConnection = false;  ///< Disconnect
    bool isVolatile = false;
};

/// Carries broadcasts to the sockets of other engines. The namespace has served its own sockets already; an
/// implementation must not hand a message back to the engine that published it. Engine loop only.
class RoomBus {
public:
    virtual ~RoomBus() = default;
    virtual void publish(const RoomMessage& message) = 0;
    /// Where messages of other engines are to be given.
    virtual void setReceiver(std::function<void(const RoomMessage&)> receiver) = 0;
};

/// There is no other engine.
class LocalRoomBus final : public RoomBus {
public:
    void publish(const RoomMessage&) override {}
    void setReceiver(std::function<void(const RoomMessage&)>) override {}
};

}  // namespace tongdai::socketio
