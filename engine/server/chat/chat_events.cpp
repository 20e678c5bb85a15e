#include "engine/server/chat/chat_events.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/socketio_events.h"
#include "engine/domain/log.h"

#include <algorithm>

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using socketio::Audience;
using socketio::DisconnectReason;
using socketio::Payload;
namespace words = contract::chat;

namespace {

const Log chatEventsLog("chat.events");

constexpr auto kPauseBeforeAgain = 5s;

void accept(const socketio::Ack& ack)
{
    ack({QJsonObject{{u"success"_s, true}}});
}

void accept(const socketio::Ack& ack, const QJsonObject& data)
{
    ack({QJsonObject{{u"success"_s, true}, {u"data"_s, data}}});
}

void refuse(const socketio::Ack& ack, const QString& text)
{
    ack({QJsonObject{{u"success"_s, false}, {u"message"_s, text}}});
}

/// Empty where the client sent none, or something that is no id.
ConversationId threadIn(const QJsonObject& payload)
{
    const auto id = ConversationId::fromString(payload["threadId"_L1].toString());
    return checkId(id.bytes()) ? ConversationId() : id;
}

QJsonObject objectIn(const Payload& args)
{
    return args.values.at(0).toObject();
}

}  // namespace

ChatEvents::ChatEvents(ChatScope scope, Parts parts, QObject* parent)
    : QObject(parent),
      m_scope(scope),
      m_parts(parts),
      m_rates(m_parts.doors ? m_parts.doors->rates() : std::make_shared<RateLedger>(scope.clock))
{
    m_rates->setRule(RateScope::ChatActs, {kActsPerMinute, 60s});
    socketio::Namespace& nsp = m_scope.nsp;
    nsp.onConnect([this](SocketPtr socket) { return connected(socket); });
    nsp.onDisconnect([this](SocketPtr socket, DisconnectReason) { return disconnected(socket); });
    nsp.on(words::kJoin, [this](SocketPtr s, Payload args, Ack ack) { return join(s, objectIn(args), ack); });
    nsp.on(words::kLeave, [this](SocketPtr s, Payload args, Ack ack) { return leave(s, objectIn(args), ack); });
    nsp.on(words::kAuthenticate,
           [this](SocketPtr s, Payload args, Ack ack) { return authenticate(s, objectIn(args), ack); });
    nsp.on(words::kTyping, [this](SocketPtr s, Payload args, Ack) { return typing(s, objectIn(args)); });
    nsp.on(words::kSendMessage,
           [this](SocketPtr s, Payload args, Ack ack) { return sendMessage(s, objectIn(args), ack); });
    nsp.on(words::kRead, [this](SocketPtr s, Payload args, Ack ack) { return read(s, objectIn(args), ack); });
    m_parts.missed.onStoreAway([this](const SocketPtr& socket) { tryAgain(socket); });
    m_again.setSingleShot(true);
    m_again.setInterval(kPauseBeforeAgain);
    connect(&m_again, &QTimer::timeout, this, [this] { connectAgain(); });
}

// --- coming and going ----------------------------------------------------------------------------------------------

/// Follow first, then look for what was missed: a line between the two is found by both and sent once.
QCoro::Task<void> ChatEvents::connected(SocketPtr socket)
{
    const ChatSocketPtr state = chatOf(socket);
    m_parts.tokens.watch(*state);
    m_parts.delivery.begin(socket);
    state->mustConfirm = false;
    state->isCoveredByLog = socket->isRecovered() && !state->isCatchingUp;
    // After a cut amid catching up nobody knows what arrived: what is not proven comes from the store again.
    if (!state->isCoveredByLog) state->unconfirmed.clear();
    state->brought.clear();
    state->leftToLive.clear();
    std::erase_if(state->held, [](const HeldLine& held) { return !held.isOwn; });  // the others come from the store
    socket->join(userRoom(state->visitor.user.id));
    if (!state->visitor.claimed || isStaff(*state->visitor.claimed))
        socket->join(words::staffRoom(state->visitor.user.id.toString()));
    else
        endOlderStaff(state->visitor.user.id, state->issued);
    m_parts.missed.hold(socket);
    std::vector<ChatThread> threads;
    try {
        threads = co_await m_scope.store.threadsOf(state->visitor.user.id);
    } catch (const StoreError& error) {
        chatEventsLog.warn("the threads of a user were not read", {{u"cause"_s, error.cause()}});
        tryAgain(socket);
    }
    keepWhatIsTheirs(socket, threads);
    for (const ChatThread& thread : threads)
        m_parts.delivery.follow(socket, thread.id, thread.lastRev);
    m_parts.missed.bring(socket);
    if (!state->unconfirmed.empty()) m_parts.delivery.confirmSoon(socket);  // sent before the cut, or again since
    co_await m_parts.presence.arrive(socket, std::move(threads));
}

/// Threads they were let into as staff are none of a customer's. Other engines may have sockets of theirs that say
/// more.
void ChatEvents::keepWhatIsTheirs(const SocketPtr& socket, std::vector<ChatThread>& threads)
{
    const ChatSocketPtr state = chatOf(socket);
    const ChatVisitor& visitor = state->visitor;
    const auto isClosed = [&visitor](const ChatThread& thread) {
        const Participant* own = thread.participant(visitor.user.id);
        return own && !roleIn(*own, visitor.claimed);
    };
    if (std::erase_if(threads, isClosed) == 0) return;
    m_scope.bus.tell(Note::Claims, {},
                     {{u"user"_s, visitor.user.id.toString()}, {u"issued"_s, toUnixSeconds(state->issued)}});
}

void ChatEvents::endOlderStaff(const SenderId& user, TimePoint issued)
{
    for (const SocketPtr& socket : m_scope.nsp.sockets(Audience::room(words::staffRoom(user.toString())))) {
        const ChatSocketPtr state = chatOf(socket);
        if (state->visitor.claimed && state->issued <= issued) TokenWatch::end(socket);
    }
}

void ChatEvents::tryAgain(const SocketPtr& socket)
{
    if (std::find(m_incomplete.begin(), m_incomplete.end(), socket) == m_incomplete.end())
        m_incomplete.push_back(socket);
    if (!m_again.isActive()) m_again.start();
}

/// One after the other: while the store is still away, it is asked for one of them only.
QCoro::Task<void> ChatEvents::connectAgain()
{
    while (!m_incomplete.empty() && !m_again.isActive()) {
        const SocketPtr socket = m_incomplete.front();
        m_incomplete.pop_front();
        if (!socket->isConnected()) continue;
        m_parts.delivery.unfollowAll(socket);
        co_await connected(socket);
    }
}

QCoro::Task<void> ChatEvents::disconnected(SocketPtr socket)
{
    if (chatOf(socket)->follower == socket.get()) {  // else its client is back on another connection already
        m_parts.missed.abandon(socket);
        m_parts.delivery.unfollowAll(socket);
    }
    co_await m_parts.presence.leave(socket);
}

/// In time: the token this socket came with ends, and it stays. A refusal ends nothing; the old token's end does.
QCoro::Task<void> ChatEvents::authenticate(SocketPtr socket, QJsonObject payload, Ack ack)
{
    const QByteArray token = payload["token"_L1].toString().trimmed().toUtf8();
    QString refusal = words::kUnauthorized;
    if (!token.isEmpty()) refusal = co_await m_parts.admission.renew(socket, token);
    if (!refusal.isEmpty()) {
        refuse(ack, refusal);
        co_return;
    }
    m_parts.tokens.watch(*chatOf(socket));
    accept(ack);
}

/// All that one connection asks for, whatever it is.
bool ChatEvents::mayCall(const SocketPtr& socket)
{
    return m_rates->charge(RateScope::Connection, socket->id().toUtf8()).isAllowed;
}

/// What is no message costs the store and Redis as much as one.
bool ChatEvents::mayAct(const SocketPtr& socket)
{
    if (!mayCall(socket)) return false;
    const ChatUser& user = chatOf(socket)->visitor.user;
    if (!m_rates->charge(RateScope::ChatActs, user.id.bytes()).isAllowed) return false;
    if (!m_parts.doors || isStaff(user.role)) return true;
    return m_parts.doors->admitAct(socket->handshake().request.peer).isAllowed;
}

// --- join, leave ---------------------------------------------------------------------------------------------------

QCoro::Task<void> ChatEvents::join(SocketPtr socket, QJsonObject payload, Ack ack)
{
    const ConversationId thread = threadIn(payload);
    if (thread.isEmpty()) {
        refuse(ack, words::kNoThreadId);
        co_return;
    }
    QString refusal = words::kJoinFailed;
    try {
        if (mayAct(socket)) refusal = co_await enter(socket, thread, ack);
    } catch (const StoreError& error) {
        chatEventsLog.warn("a thread was not entered", {{u"cause"_s, error.cause()}});
    }
    if (!refusal.isEmpty()) refuse(ack, refusal);
}

/// Empty: acknowledged.
QCoro::Task<QString> ChatEvents::enter(SocketPtr socket, ConversationId id, Ack ack)
{
    const ChatSocketPtr state = chatOf(socket);
    const ChatVisitor visitor = state->visitor;
    const Membership membership = co_await m_scope.membership.of(id, visitor);
    const auto* found = std::get_if<ChatMember>(&membership);
    if (!found) co_return words::kJoinNotMember;
    ChatMember member = *found;
    const bool isWritten = member.thread->createdAt != TimePoint();
    if (!member.participant && isWritten) {
        member = co_await m_scope.membership.enter(id, visitor);
        m_scope.bus.tell(Note::Members, id);
        emit membersChanged(id);
    }
    socket->join(threadRoom(id));
    m_parts.delivery.follow(socket, id, member.thread->lastRev);
    m_parts.delivery.readOn(id);
    if (member.participant) co_await markRead(socket, id, MessageId());
    const QJsonObject online{
        {u"threadId"_s, id.toString()}, {u"userId"_s, visitor.user.id.toString()}, {u"status"_s, u"online"_s}};
    m_scope.nsp.broadcast(words::kPresence, {online}, Audience::room(threadRoom(id)).without(socket->id()));
    const QJsonObject presence = co_await m_parts.presence.of(member.thread);
    accept(ack, {{u"thread"_s, contract::threadSummary(*member.thread)}, {u"presence"_s, presence}});
    co_return QString();
}

QCoro::Task<void> ChatEvents::leave(SocketPtr socket, QJsonObject payload, Ack ack)
{
    const ConversationId thread = threadIn(payload);
    if (thread.isEmpty()) {
        refuse(ack, words::kNoThreadId);
        co_return;
    }
    socket->leave(threadRoom(thread));
    accept(ack);
}

// --- typing --------------------------------------------------------------------------------------------------------

QCoro::Task<void> ChatEvents::typing(SocketPtr socket, QJsonObject payload)
{
    const ConversationId thread = threadIn(payload);
    if (thread.isEmpty() || !payload["isTyping"_L1].isBool() || !mayAct(socket)) co_return;
    const bool isTyping = payload["isTyping"_L1].toBool();
    const ChatVisitor visitor = chatOf(socket)->visitor;
    try {
        const Membership membership = co_await m_scope.membership.of(thread, visitor);
        if (!std::holds_alternative<ChatMember>(membership)) co_return;
    } catch (const StoreError&) {
        co_return;  // a sign of typing is not worth a word
    }
    bool mustTell = false;
    if (isTyping)
        mustTell = co_await m_scope.live.startTyping(thread, visitor.user.id);
    else
        mustTell = co_await m_scope.live.stopTyping(thread, visitor.user.id);
    if (!mustTell) co_return;
    tellTyping(thread, visitor.user.id, isTyping, socket->id());
    const QString name = visitor.user.shownName();
    m_scope.bus.tell(Note::Typing, thread,
                     {{u"user"_s, visitor.user.id.toString()}, {u"name"_s, name}, {u"typing"_s, isTyping}});
    emit typed(thread, visitor.user.id, name, isTyping);
}

void ChatEvents::tellTyping(const ConversationId& thread, const SenderId& user, bool isTyping,
                            const QString& exceptRoom)
{
    const QJsonObject payload{
        {u"threadId"_s, thread.toString()}, {u"userId"_s, user.toString()}, {u"isTyping"_s, isTyping}};
    Audience audience = Audience::room(threadRoom(thread));
    if (!exceptRoom.isEmpty()) audience.except.insert(exceptRoom);
    m_scope.nsp.broadcast(words::kTyping, {payload}, audience, socketio::Delivery::Volatile);
}

// --- send ----------------------------------------------------------------------------------------------------------

QCoro::Task<void> ChatEvents::sendMessage(SocketPtr socket, QJsonObject payload, Ack ack)
{
    if (!mayCall(socket)) {
        refuse(ack, words::kSendTooFast);
        co_return;
    }
    const auto draft = contract::readChatDraft(payload);
    if (const auto* problem = std::get_if<contract::ChatDraftProblem>(&draft)) {
        refuse(ack, *problem == contract::ChatDraftProblem::Incomplete ? words::kSendIncomplete : words::kSendFailed);
        co_return;
    }
    const ChatVisitor visitor = chatOf(socket)->visitor;
    const bool isCustomers = !isStaff(visitor.user.role);
    if (isCustomers && m_parts.doors && !m_parts.doors->admit(socket->handshake().request.peer).isAllowed) {
        refuse(ack, words::kSendTooFast);
        co_return;
    }
    const ConversationId thread = std::get<contract::ChatDraft>(draft).thread;
    const MessageId id = chatMessageId(thread, visitor.user.id, std::get<contract::ChatDraft>(draft).tempId);
    const ExpectedLinePtr line = m_parts.delivery.expect(thread, id);
    const ChatSendOutcome outcome = co_await m_parts.send.run(visitor, std::get<contract::ChatDraft>(draft), id);
    if (const auto* sent = std::get_if<ChatSent>(&outcome)) {
        const bool isDuplicate = sent->isDuplicate;
        const bool isGivenLater = isDuplicate || sent->isInJournal;
        if (sent->hasEntered) {
            m_parts.delivery.follow(socket, thread, 0);
            m_parts.delivery.readOn(thread);
            m_scope.bus.tell(Note::Members, thread);
            emit membersChanged(thread);
        }
        if (!isGivenLater)
            acceptWhenGiven(line, ack);
        else
            accept(ack);
        if (isDuplicate) co_await sendAgain(socket, thread, id);
    } else if (std::holds_alternative<NotAMember>(outcome)) {
        refuse(ack, words::kSendNotMember);
    } else if (std::holds_alternative<ChatTooFast>(outcome)) {
        refuse(ack, words::kSendTooFast);
    } else {
        refuse(ack, words::kSendFailed);
    }
}

/// The room hears of it first (contracts/realtime-chat §5, steps 5 and 6). Beside the handler: the sender's next event
/// does not wait for it.
QCoro::Task<void> ChatEvents::acceptWhenGiven(ExpectedLinePtr line, Ack ack)
{
    co_await m_parts.delivery.untilGiven(line);
    accept(ack);
}

/// The client repeats because it never heard of its message: it gets it, unless this connection has given it already
/// or the log of packets brings it by itself.
QCoro::Task<void> ChatEvents::sendAgain(SocketPtr socket, ConversationId id, MessageId message)
{
    if (chatOf(socket)->isCoveredByLog || chatOf(socket)->own.contains(message)) co_return;
    chatOf(socket)->own.insert(message);
    try {
        ChatLinesQuery query;
        query.thread = id;
        query.cursor = message;
        query.isAt = true;
        query.withReceipts = true;
        const ChatLinesPage page = co_await m_scope.store.chatHistory(query);
        const ThreadPtr thread = co_await m_scope.membership.thread(id);
        if (!thread || page.lines.empty()) co_return;
        const QJsonObject payload = messagePayload(page.lines.front(), *thread);
        // Amid what was missed it keeps its place, and comes behind it at the latest.
        if (!m_parts.missed.holdOwn(socket, *thread, page.lines.front(), payload))
            socket->send(words::kMessage, {payload});
    } catch (const StoreError& error) {
        chatEventsLog.warn("a repeated message was not shown", {{u"cause"_s, error.cause()}});
    }
}

// --- read ----------------------------------------------------------------------------------------------------------

QCoro::Task<void> ChatEvents::read(SocketPtr socket, QJsonObject payload, Ack ack)
{
    const ConversationId thread = threadIn(payload);
    const auto message = MessageId::fromString(payload["messageId"_L1].toString());
    if (thread.isEmpty() || checkId(message.bytes())) {
        refuse(ack, words::kReadIncomplete);
        co_return;
    }
    if (!mayAct(socket)) {
        refuse(ack, words::kReadFailed);
        co_return;
    }
    QString refusal = words::kReadFailed;
    const ChatVisitor visitor = chatOf(socket)->visitor;
    try {
        const Membership membership = co_await m_scope.membership.of(thread, visitor);
        if (std::holds_alternative<ChatMember>(membership))
            refusal = co_await markRead(socket, thread, message);
        else
            refusal = words::kReadNotMember;
    } catch (const StoreError& error) {
        chatEventsLog.warn("a read mark was not stored", {{u"cause"_s, error.cause()}});
    }
    if (refusal.isEmpty())
        accept(ack);
    else
        refuse(ack, refusal);
}

/// Empty: done.
QCoro::Task<QString> ChatEvents::markRead(SocketPtr socket, ConversationId thread, MessageId upto)
{
    const SenderId user = chatOf(socket)->visitor.user.id;
    const ReadOutcome outcome = co_await m_scope.store.markRead(thread, user, upto);
    if (std::holds_alternative<NotInThread>(outcome)) co_return words::kReadNotMember;
    if (std::holds_alternative<NoSuchMessage>(outcome)) co_return words::kReadFailed;
    tellRead(thread, std::get<ReadMark>(outcome));
    co_return QString();
}

void ChatEvents::tellRead(const ConversationId& thread, const ReadMark& mark)
{
    if (!mark.newest) return;
    const QString messageId = mark.newest->message.messageId.toString();
    ChatThread named;
    named.participants = {mark.participant};
    QJsonValue receipt(QJsonValue::Null);
    for (const Receipt& each : mark.newest->receipts) {
        if (each.participant == mark.participant.id) receipt = contract::chatReceipt(each, messageId, named);
    }
    const QJsonObject payload{{u"threadId"_s, thread.toString()},
                              {u"messageId"_s, messageId},
                              {u"userId"_s, mark.participant.user.id.toString()},
                              {u"receipt"_s, receipt}};
    m_scope.nsp.broadcast(words::kRead, {payload}, Audience::room(threadRoom(thread)));
    m_scope.bus.tell(Note::Receipts, thread);
    emit m_parts.delivery.receiptsChanged(thread);
}

}  // namespace tongdai::chat
