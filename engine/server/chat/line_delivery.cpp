#include "engine/server/chat/line_delivery.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/socketio_events.h"
#include "engine/domain/conversation/answer_card.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"

#include <algorithm>
#include <map>

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using socketio::Audience;
using socketio::SocketPtr;
namespace words = contract::chat;

namespace {

const Log lineDeliveryLog("chat.delivery");

constexpr int kLinesPerRead = 200;
constexpr auto kRetry = 1s;
/// One ping proves everything sent meanwhile.
constexpr auto kConfirmPause = 100ms;
/// A client may come back to what it missed (RecoveryOptions): its threads are followed so long.
constexpr std::chrono::nanoseconds kStayIdle = 150s;
constexpr qsizetype kMaxOwn = 500;

}  // namespace

bool isShown(const StoredMessage& message)
{
    switch (message.speaker) {
        case Speaker::Customer:
        case Speaker::Operator: return true;
        case Speaker::Bot: {
            // What was held back or proposed to people is a line of the thread, and nobody's but theirs.
            if (!message.metadata["sent"_L1].toBool(true)) return false;
            const TurnOutcome outcome = answerCard(message.metadata).outcome;
            return !message.body.isEmpty() && outcome != TurnOutcome::Superseded && outcome != TurnOutcome::Cancelled;
        }
        case Speaker::System:
        case Speaker::Note: return false;
    }
    Q_UNREACHABLE();
}

QJsonObject messagePayload(const ChatLine& line, const ChatThread& thread)
{
    QJsonObject payload{{u"message"_s, contract::chatMessage(line, thread, contract::toldReceipts(thread))}};
    if (const QJsonValue tempId = contract::tempIdOf(line.message); !tempId.isUndefined())
        payload[u"tempId"_s] = tempId;
    return payload;
}

LineDelivery::LineDelivery(ChatScope scope, QObject* parent)
    : QObject(parent), m_scope(scope), m_marks([&store = scope.store](auto lines, auto cursors) {
          return store.markDelivered(std::move(lines), std::move(cursors));
      })
{
    m_confirmTimer.setSingleShot(true);
    m_confirmTimer.setInterval(kConfirmPause);
    connect(&m_confirmTimer, &QTimer::timeout, this, &LineDelivery::confirm);
    connect(&m_marks, &DeliveryMarks::stored, this, &LineDelivery::noteStored);
    m_idleTimer.setInterval(30s);
    connect(&m_idleTimer, &QTimer::timeout, this, &LineDelivery::forgetIdle);
    m_idleTimer.start();
}

// --- who follows what ----------------------------------------------------------------------------------------------

void LineDelivery::begin(const SocketPtr& socket)
{
    unfollowAll(socket);  // what the connection before followed, if nobody has noticed its end
    chatOf(socket)->follower = socket.get();
}

void LineDelivery::follow(const SocketPtr& socket, const ConversationId& thread, qint64 lastRev)
{
    const ChatSocketPtr state = chatOf(socket);
    if (!state || !socket->isConnected() || state->follows.contains(thread)) return;
    state->follows.insert(thread);
    const bool isNew = !m_followed.contains(thread);
    Followed& followed = m_followed[thread];
    if (isNew) followed.last = lastRev;
    ++followed.sockets;
}

void LineDelivery::unfollow(const SocketPtr& socket, const ConversationId& thread)
{
    const ChatSocketPtr state = chatOf(socket);
    if (!state || state->follows.erase(thread) == 0) return;
    const auto followed = m_followed.find(thread);
    if (followed != m_followed.end() && --followed->sockets == 0) followed->idleSince = m_scope.clock.elapsed();
}

void LineDelivery::unfollowAll(const SocketPtr& socket)
{
    const ChatSocketPtr state = chatOf(socket);
    if (!state) return;
    for (const ConversationId& thread : std::vector(state->follows.begin(), state->follows.end()))
        unfollow(socket, thread);
}

void LineDelivery::startOver(const ConversationId& thread)
{
    for (const SocketPtr& socket : m_scope.nsp.sockets()) {
        socket->leave(threadRoom(thread));
        unfollow(socket, thread);
    }
    const auto followed = m_followed.find(thread);
    if (followed == m_followed.end()) return;
    followed->last = 0;
    if (!followed->isReading) m_followed.erase(followed);
}

void LineDelivery::forgetIdle()
{
    const auto now = m_scope.clock.elapsed();
    m_followed.removeIf([now](const QHash<ConversationId, Followed>::iterator& each) {
        return each->sockets == 0 && !each->isReading && now - each->idleSince > kStayIdle;
    });
    m_expected.forgetLeft();
}

qint64 LineDelivery::reached(const ConversationId& thread) const
{
    return m_followed.value(thread).last;
}

std::vector<SocketPtr> LineDelivery::socketsOf(const SenderId& user) const
{
    return m_scope.nsp.sockets(Audience::room(userRoom(user)));
}

std::vector<SocketPtr> LineDelivery::socketsOf(const Participant& participant) const
{
    return m_scope.nsp.sockets(Audience::room(participantRoom(participant)));
}

// --- lines, in their order -----------------------------------------------------------------------------------------

void LineDelivery::readOn(const ConversationId& thread)
{
    if (m_followed.contains(thread)) read(thread);
}

void LineDelivery::readOnEverywhere()
{
    for (const ConversationId& thread : m_followed.keys())
        read(thread);
}

/// One reader per thread; whatever is said to be new meanwhile makes it look once more.
QCoro::Task<void> LineDelivery::read(ConversationId thread)
{
    if (std::exchange(m_followed[thread].mustReadAgain, true) || m_followed[thread].isReading) co_return;
    m_followed[thread].isReading = true;
    bool failed = false;
    while (!failed && m_followed[thread].mustReadAgain) {
        m_followed[thread].mustReadAgain = false;
        try {
            const std::vector<ChatLine> lines = co_await nextLines(thread);
            const ThreadPtr known = co_await m_scope.membership.thread(thread);
            if (int(lines.size()) == kLinesPerRead) m_followed[thread].mustReadAgain = true;
            for (const ChatLine& line : lines) {
                m_followed[thread].last = line.message.rev;
                if (known && isShown(line.message)) give(line, *known);
                m_expected.given(thread, line.message.messageId);
            }
        } catch (const StoreError& error) {
            lineDeliveryLog.warn("new lines were not read", {{u"cause"_s, error.cause()}});
            failed = true;
        }
    }
    m_followed[thread].isReading = false;
    m_followed[thread].mustReadAgain = false;
    m_expected.readToEnd(thread);
    if (failed) QTimer::singleShot(kRetry, this, [this, thread] { readOn(thread); });
}

QCoro::Task<std::vector<ChatLine>> LineDelivery::nextLines(ConversationId thread)
{
    const qint64 after = m_followed[thread].last;
    std::vector<ChatLine> lines = co_await m_scope.store.chatLines(thread, after, kLinesPerRead);
    co_return lines;
}

void LineDelivery::give(const ChatLine& line, const ChatThread& thread)
{
    const QJsonObject payload = messagePayload(line, thread);
    const QString room = threadRoom(thread.id);
    m_scope.nsp.broadcastHere(words::kMessage, {payload}, Audience::room(room).without(words::kCatchingUpRoom));
    giveEach(line, thread, payload);
}

/// Participants of whom no socket is in the room hear of it; and every device of theirs is to confirm it.
void LineDelivery::giveEach(const ChatLine& line, const ChatThread& thread, const QJsonObject& payload)
{
    const QString room = threadRoom(thread.id);
    for (const Participant& participant : thread.participants) {
        const std::vector<SocketPtr> sockets = socketsOf(participant);
        if (participant.user.id == line.message.sender) {
            for (const SocketPtr& socket : sockets) {
                const ChatSocketPtr state = chatOf(socket);
                // A connection that could not be carried over is not in its rooms again yet: what its user wrote just
                // before comes in its place among what was missed.
                if (!socket->rooms().contains(room) && !state->isCatchingUp) continue;
                if (state->own.size() >= kMaxOwn) state->own.clear();
                state->own.insert(line.message.messageId);
                const SentLine mark{{participant.id, line.message.rev}, thread.id, line.message.messageId};
                if (state->isCatchingUp) state->held.push_back({mark, payload, true});
            }
            continue;
        }
        const bool isInRoom = std::any_of(sockets.begin(), sockets.end(),
                                          [&room](const SocketPtr& socket) { return socket->rooms().contains(room); });
        if (!isInRoom && !sockets.empty()) {
            const QJsonObject unread{{u"threadId"_s, thread.id.toString()}, {u"message"_s, payload["message"_L1]}};
            const Audience audience = Audience::room(participantRoom(participant)).without(words::kCatchingUpRoom);
            m_scope.nsp.broadcastHere(words::kThreadUnread, {unread}, audience);
        }
        for (const SocketPtr& socket : sockets) {
            const ChatSocketPtr state = chatOf(socket);
            const SentLine mark{{participant.id, line.message.rev}, thread.id, line.message.messageId};
            if (state->isCatchingUp)
                state->held.push_back({mark, payload, false});
            else if (!isInRoom || socket->rooms().contains(room))
                sent(socket, mark);
        }
    }
}

/// The read that the commit has woken is under way, or has been.
QCoro::Task<void> LineDelivery::untilGiven(ExpectedLinePtr expected)
{
    expected->isStored = true;
    const auto followed = m_followed.constFind(expected->thread);
    if (followed == m_followed.cend() || !followed->isReading) co_return;
    co_await expected->isGiven.wait();
}

void LineDelivery::giveUpWaiting()
{
    m_expected.giveUp();
    m_marks.giveUpWaiting();
}

// --- proof of delivery ---------------------------------------------------------------------------------------------

void LineDelivery::sent(const SocketPtr& socket, SentLine line)
{
    chatOf(socket)->unconfirmed.push_back(std::move(line));
    confirmSoon(socket);
}

void LineDelivery::confirmSoon(const SocketPtr& socket)
{
    if (std::exchange(chatOf(socket)->mustConfirm, true)) return;
    m_toConfirm.push_back(socket);
    if (!m_confirmTimer.isActive()) m_confirmTimer.start();
}

void LineDelivery::confirm()
{
    for (const auto& weak : std::exchange(m_toConfirm, {})) {
        const SocketPtr socket = weak.lock();
        if (!socket) continue;
        const ChatSocketPtr state = chatOf(socket);
        state->mustConfirm = false;
        if (state->unconfirmed.empty()) continue;
        socket->confirm([self = QPointer<LineDelivery>(this), state, lines = state->unconfirmed] {
            if (self) self->delivered(state, lines);
        });
    }
}

void LineDelivery::delivered(const ChatSocketPtr& socket, const std::vector<SentLine>& lines)
{
    QSet<std::pair<QUuid, qint64>> proven;
    for (const SentLine& line : lines)
        proven.insert({line.receipt.participant, line.receipt.rev});
    std::vector<SentLine> fresh;
    std::erase_if(socket->unconfirmed, [&](const SentLine& line) {
        const bool isProven = proven.contains({line.receipt.participant, line.receipt.rev});
        if (isProven) fresh.push_back(line);
        return isProven;
    });
    noteDelivered(fresh, socket);
}

void LineDelivery::noteDelivered(const std::vector<SentLine>& lines, const ChatSocketPtr& socket)
{
    mark(lines, socket->visitor.user.id, socket->device);
}

void LineDelivery::taken(const SenderId& user, const std::vector<SentLine>& lines)
{
    mark(lines, user, {});
}

void LineDelivery::mark(const std::vector<SentLine>& lines, const SenderId& user, const QByteArray& device)
{
    for (const SentLine& line : lines) {
        FAILPOINT("missed-line.acknowledged");
        m_marks.add({line, user, device});
    }
}

void LineDelivery::noteStored(const std::vector<DeliveryMarks::Mark>& marks)
{
    std::map<std::pair<ConversationId, SenderId>, MessageId> newest;
    for (const DeliveryMarks::Mark& mark : marks)
        newest[{mark.line.thread, mark.user}] = mark.line.message;
    std::map<ConversationId, std::map<MessageId, std::vector<SenderId>>> reached;
    for (const auto& [who, message] : newest)
        reached[who.first][message].push_back(who.second);
    for (const auto& [thread, messages] : reached) {
        for (const auto& [message, users] : messages)
            tellDelivered(thread, message, users);
        m_scope.bus.tell(Note::Receipts, thread);
        emit receiptsChanged(thread);
    }
}

/// Where many got a line at once, the room hears of them in one event.
void LineDelivery::tellDelivered(const ConversationId& thread, const MessageId& message,
                                 const std::vector<SenderId>& users)
{
    Audience audience = Audience::room(threadRoom(thread));
    if (users.size() == 1) audience = audience.without(userRoom(users.front()));
    m_scope.nsp.broadcast(words::kDelivered, {contract::chatDelivered(thread, message, users)}, audience);
}

}  // namespace tongdai::chat
