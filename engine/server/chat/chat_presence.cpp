#include "engine/server/chat/chat_presence.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/redis_keys.h"
#include "engine/contract/socketio_events.h"
#include "engine/domain/log.h"

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using socketio::Audience;
using socketio::SocketPtr;
namespace words = contract::chat;

namespace {

const Log chatPresenceLog("chat.presence");
constexpr auto kSweepInterval = 5s;
const QByteArray kDeskSocket = "desk"_ba;

QJsonObject toJson(const QHash<SenderId, Presence>& presence)
{
    QJsonObject json;
    for (auto each = presence.cbegin(); each != presence.cend(); ++each) {
        if (each.value() != Presence::Unknown) json[each.key().toString()] = each.value() == Presence::Online;
    }
    return json;
}

std::vector<SenderId> usersOf(const ChatThread& thread)
{
    std::vector<SenderId> users;
    users.reserve(thread.participants.size());
    for (const Participant& each : thread.participants)
        users.push_back(each.user.id);
    return users;
}

UserSocket leaseOf(const SocketPtr& socket)
{
    return {chatOf(socket)->visitor.user.id, socket->id().toLatin1()};
}

}  // namespace

ChatPresence::ChatPresence(ChatScope scope, QObject* parent) : QObject(parent), m_scope(scope)
{
    m_beat.setInterval(contract::keys::kPresenceBeat);
    connect(&m_beat, &QTimer::timeout, this, [this] { beat(); });
    m_beat.start();
    m_sweep.setInterval(kSweepInterval);
    connect(&m_sweep, &QTimer::timeout, this, [this] { sweep(); });
    m_sweep.start();
}

QCoro::Task<void> ChatPresence::arrive(SocketPtr socket, std::vector<ChatThread> threads)
{
    const SenderId user = chatOf(socket)->visitor.user.id;
    const std::vector<UserSocket> lease{leaseOf(socket)};
    co_await m_scope.live.touch(lease);
    if (!socket->isConnected()) {  // it left meanwhile, before there was a lease to drop
        co_await leave(socket);
        co_return;
    }
    QSet<SenderId> users;
    for (const ChatThread& thread : threads) {
        announce(thread, user, true, socket->id());
        for (const SenderId& each : usersOf(thread))
            users.insert(each);
    }
    m_scope.bus.tell(Note::Presence, {}, {{u"user"_s, user.toString()}, {u"online"_s, true}});
    emit changed(user, true);
    if (threads.empty()) co_return;

    const std::vector<SenderId> asked(users.cbegin(), users.cend());
    const QHash<SenderId, Presence> presence = co_await m_scope.live.presenceOf(asked);
    QJsonArray sync;
    for (const ChatThread& thread : threads) {
        QHash<SenderId, Presence> here;
        for (const SenderId& each : usersOf(thread))
            here.insert(each, presence.value(each));
        sync.append(QJsonObject{{u"threadId"_s, thread.id.toString()},
                                {u"presence"_s, toJson(here)},
                                {u"participants"_s, contract::summaryParticipants(thread)}});
    }
    socket->send(words::kPresenceSync, {QJsonObject{{u"threads"_s, sync}}});
}

QCoro::Task<void> ChatPresence::leave(SocketPtr socket)
{
    const UserSocket lease = leaseOf(socket);
    const bool wasLast = co_await m_scope.live.drop(lease);
    if (wasLast) co_await announceGone(lease.user);
}

QCoro::Task<void> ChatPresence::announceGone(SenderId user)
{
    m_scope.bus.tell(Note::Presence, {}, {{u"user"_s, user.toString()}, {u"online"_s, false}});
    emit changed(user, false);
    try {
        const std::vector<ChatThread> threads = co_await m_scope.store.threadsOf(user);
        for (const ChatThread& thread : threads)
            announce(thread, user, false, {});
    } catch (const StoreError& error) {
        chatPresenceLog.warn("a departure was not announced", {{u"cause"_s, error.cause()}});
    }
}

void ChatPresence::announce(const ChatThread& thread, const SenderId& user, bool isOnline, const QString& exceptRoom)
{
    Audience audience = Audience::room(threadRoom(thread.id));
    for (const Participant& each : thread.participants) {
        if (each.user.id != user) audience.rooms.insert(participantRoom(each));
    }
    if (!exceptRoom.isEmpty()) audience.except.insert(exceptRoom);
    const QJsonObject payload{{u"threadId"_s, thread.id.toString()},
                              {u"userId"_s, user.toString()},
                              {u"status"_s, isOnline ? u"online"_s : u"offline"_s}};
    m_scope.nsp.broadcast(words::kPresence, {payload}, audience);
}

QCoro::Task<QJsonObject> ChatPresence::of(ThreadPtr thread)
{
    const std::vector<SenderId> users = usersOf(*thread);
    const QHash<SenderId, Presence> presence = co_await m_scope.live.presenceOf(users);
    co_return toJson(presence);
}

void ChatPresence::holdDesk(const SenderId& user)
{
    if (m_desk == user) return;
    m_desk = user;
    beat();
}

QCoro::Task<void> ChatPresence::beat()
{
    std::vector<UserSocket> leases;
    for (const SocketPtr& socket : m_scope.nsp.sockets()) {
        if (chatOf(socket)) leases.push_back(leaseOf(socket));
    }
    if (m_desk) leases.push_back({*m_desk, kDeskSocket});
    if (!leases.empty()) co_await m_scope.live.touch(leases);
}

QCoro::Task<void> ChatPresence::sweep()
{
    const std::vector<SenderId> gone = co_await m_scope.live.sweep();
    for (const SenderId& user : gone)
        co_await announceGone(user);
}

}  // namespace tongdai::chat
