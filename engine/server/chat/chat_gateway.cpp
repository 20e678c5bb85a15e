#include "engine/server/chat/chat_gateway.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/socketio_events.h"
#include "engine/domain/log.h"

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using socketio::Audience;
using socketio::SocketPtr;
namespace words = contract::chat;

namespace {

const Log chatGatewayLog("chat");

}  // namespace

namespace {

std::function<bool(const QByteArray&)> barredBy(const std::shared_ptr<ShopPeople>& people)
{
    if (!people) return {};
    return [people](const QByteArray& user) { return people->isBarred(user); };
}

}  // namespace

ChatGateway::ChatGateway(Ports ports, GatewayOptions options)
    : m_ports(ports),
      m_tokens(options.jwtSecret, barredBy(options.people)),
      m_wrong(options.wrong),
      m_bus(ports.bus),
      m_membership(ports.store, ports.live, ports.clock),
      m_server(std::move(options.server), &m_bus),
      m_scope{m_server.of(words::kNamespace), ports.store, ports.live, ports.clock, m_membership, m_bus},
      m_admission(m_tokens, m_newestClaims, ports.store, ports.clock, m_wrong.get()),
      m_delivery(m_scope),
      m_missed(m_scope, m_delivery),
      m_presence(m_scope),
      m_send({m_membership, ports.live, ports.clock, ports.handleMessage, ports.operatorActs}),
      m_tokenWatch(m_scope, m_newestClaims),
      m_events(m_scope, {m_delivery, m_missed, m_presence, m_send, m_admission, m_tokenWatch, options.doors})
{
    if (const auto people = options.people) {
        people->onChanged([this, people = people.get()] {
            m_tokenWatch.endOf([people](const QByteArray& user) { return people->isBarred(user); });
        });
    }
    m_scope.nsp.admitBy([this](SocketPtr socket) { return m_admission.admit(socket); });
    m_bus.setNoteReceiver(
        [this](Note note, const ConversationId& thread, const QJsonObject& more) { receiveNote(note, thread, more); });
    connect(&m_events, &ChatEvents::typed, this, &ChatGateway::typed);
    connect(&m_events, &ChatEvents::membersChanged, this, &ChatGateway::membersChanged);
    connect(&m_delivery, &LineDelivery::receiptsChanged, this, &ChatGateway::receiptsChanged);
    connect(&m_presence, &ChatPresence::changed, this, &ChatGateway::presenceChanged);
}

ChatGateway::~ChatGateway()
{
    m_delivery.giveUpWaiting();  // while all parts that go on from there are alive
}

void ChatGateway::changed(const Change& change)
{
    for (const HistoryEvent& event : change.events) {
        if (event.kind == "session_moved"_L1) noteMoved(event.conversation, true);
    }
    if (!change.conversation || change.conversation->members == 0) return;
    bool hasLines = false;
    for (const StoredMessage& line : change.lines) {
        if (!isShown(line)) continue;
        hasLines = true;
        putAside(line);
    }
    if (!hasLines) return;
    m_delivery.readOn(change.conversation->id);
    m_bus.tell(Note::Lines, change.conversation->id);
}

QCoro::Task<void> ChatGateway::putAside(StoredMessage line)
{
    try {
        const ThreadPtr thread = co_await m_membership.thread(line.conversation);
        if (thread) co_await m_missed.putAside(thread, std::move(line));
    } catch (const StoreError& error) {
        chatGatewayLog.debug("nobody was put on an offline list",
                             {{u"cause"_s, error.cause()}});  // the receipts remain
    }
}

void ChatGateway::catchUp()
{
    m_delivery.readOnEverywhere();
}

void ChatGateway::receiveNote(Note note, const ConversationId& thread, const QJsonObject& more)
{
    const auto user = SenderId::fromString(more["user"_L1].toString());
    switch (note) {
        case Note::Lines: m_delivery.readOn(thread); break;
        case Note::Members: noteMembers(thread, false); break;
        case Note::Moved: noteMoved(thread, false); break;
        case Note::Receipts: emit receiptsChanged(thread); break;
        case Note::Typing: emit typed(thread, user, more["name"_L1].toString(), more["typing"_L1].toBool()); break;
        case Note::Claims: m_events.endOlderStaff(user, fromUnixSeconds(more["issued"_L1].toDouble())); break;
        case Note::Presence: emit presenceChanged(user, more["online"_L1].toBool()); break;
    }
}

void ChatGateway::noteMembers(const ConversationId& thread, bool tellOthers)
{
    m_membership.forget(thread);
    if (tellOthers) m_bus.tell(Note::Members, thread);
    emit membersChanged(thread);
    readMembers(thread);
}

/// Whoever was in the room was in another conversation's.
void ChatGateway::noteMoved(const ConversationId& thread, bool tellOthers)
{
    m_membership.forget(thread);
    m_delivery.startOver(thread);
    if (tellOthers) m_bus.tell(Note::Moved, thread);
    emit membersChanged(thread);
}

/// Who is in it now follows it; who has left hears nothing of it any more (contracts/realtime-chat §7.8).
QCoro::Task<void> ChatGateway::readMembers(ConversationId id)
{
    ThreadPtr thread;
    try {
        thread = co_await m_membership.thread(id);
    } catch (const StoreError& error) {
        chatGatewayLog.warn("who takes part was not read", {{u"cause"_s, error.cause()}});
    }
    if (!thread) co_return;
    for (const Participant& each : thread->participants) {
        for (const SocketPtr& socket : m_delivery.socketsOf(each))
            m_delivery.follow(socket, id, thread->lastRev);
    }
    for (const SenderId& user : thread->former) {
        for (const SocketPtr& socket : m_delivery.socketsOf(user)) {
            socket->leave(threadRoom(id));
            m_delivery.unfollow(socket, id);
        }
    }
}

QCoro::Task<bool> ChatGateway::letOut(ConversationId thread, SenderId user)
{
    const bool hasLeft = co_await m_ports.store.leaveThread(thread, std::move(user));
    if (hasLeft) noteMembers(thread, true);
    co_return hasLeft;
}

QCoro::Task<bool> ChatGateway::openThread(ThreadDraft draft)
{
    const ConversationId id = draft.id;
    const bool isNew = co_await m_ports.store.openThread(std::move(draft));
    if (isNew) noteMoved(id, true);  // perhaps a user's own session made way
    noteMembers(id, true);
    if (!isNew) co_return false;
    const ThreadPtr thread = co_await m_membership.thread(id);
    if (!thread) co_return true;
    Audience audience;
    for (const Participant& each : thread->participants)
        audience.rooms.insert(participantRoom(each));
    const QJsonObject payload{{u"thread"_s, contract::threadSummary(*thread)}};
    if (!audience.rooms.empty()) m_scope.nsp.broadcast(words::kThreadCreated, {payload}, audience);
    co_await m_missed.putThreadAside(thread);
    co_return true;
}

QCoro::Task<ReadOutcome> ChatGateway::markRead(ConversationId thread, SenderId user, MessageId upto)
{
    ReadOutcome outcome = co_await m_ports.store.markRead(thread, user, upto);
    if (const auto* mark = std::get_if<ReadMark>(&outcome)) m_events.tellRead(thread, *mark);
    co_return outcome;
}

}  // namespace tongdai::chat
