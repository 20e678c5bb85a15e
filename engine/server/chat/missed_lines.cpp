#include "engine/server/chat/missed_lines.h"

#include "engine/contract/json/chat/chat_json.h"
#include "engine/contract/socketio_events.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/log.h"
#include "engine/domain/work/one_shot.h"

#include <algorithm>

namespace tongdai::chat {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using socketio::Payload;
using socketio::SocketPtr;
namespace words = contract::chat;

namespace {

const Log missedLinesLog("chat.missed");

constexpr int kWindow = 20;
constexpr auto kAckTimeout = 10s;

SentLine sentLine(const UndeliveredLine& line)
{
    return {{line.recipient.id, line.line.message.rev}, line.recipient.thread, line.line.message.messageId};
}

bool isSame(const SentLine& one, const SentLine& other)
{
    return one.receipt.participant == other.receipt.participant && one.receipt.rev == other.receipt.rev;
}

bool isOnItsWay(const ChatSocket& socket, const SentLine& line)
{
    return std::any_of(socket.unconfirmed.begin(), socket.unconfirmed.end(),
                       [&line](const SentLine& each) { return isSame(each, line); });
}

/// A new thread is no news for a socket that may not enter it.
bool mayTake(const ChatSocket& socket, const QByteArray& entry)
{
    const auto envelope = contract::readOfflineEnvelope(entry);
    if (!envelope) return true;
    const QString user = socket.visitor.user.id.toString();
    for (const QJsonValue& each : envelope->data["thread"_L1]["participants"_L1].toArray()) {
        Participant participant;
        participant.role = chatRole(each["role"_L1].toString()).value_or(ChatRole::Client);
        if (each["userId"_L1].toString() == user) return roleIn(participant, socket.visitor.claimed).has_value();
    }
    return true;
}

/// Takes it out of what waits.
bool takeHeld(ChatSocket& socket, const SentLine& line)
{
    return std::erase_if(socket.held, [&line](const HeldLine& each) { return isSame(each.line, line); }) > 0;
}

bool isHeld(const ChatSocket& socket, const SentLine& line)
{
    return std::any_of(socket.held.begin(), socket.held.end(),
                       [&line](const HeldLine& each) { return isSame(each.line, line); });
}

}  // namespace

void MissedLines::hold(const SocketPtr& socket)
{
    chatOf(socket)->isCatchingUp = true;
    socket->join(words::kCatchingUpRoom);
}

bool MissedLines::holdOwn(const SocketPtr& socket, const ChatThread& thread, const ChatLine& line,
                          const QJsonObject& payload)
{
    const ChatSocketPtr state = chatOf(socket);
    if (!state->isCatchingUp) return false;
    for (const Participant& each : thread.participants) {
        if (each.user.id != state->visitor.user.id) continue;
        const SentLine mark{{each.id, line.message.rev}, thread.id, line.message.messageId};
        if (isHeld(*state, mark)) return true;
        const auto newer = std::find_if(state->held.begin(), state->held.end(), [&mark](const HeldLine& held) {
            return held.line.receipt.participant == mark.receipt.participant &&
                   held.line.receipt.rev > mark.receipt.rev;
        });
        state->held.insert(newer, {mark, payload, true});
        return true;
    }
    return false;
}

void MissedLines::bring(const SocketPtr& socket)
{
    run(socket);
}

/// What is known of a socket goes along to the connection that recovers it. So whatever finds this one gone leaves all
/// as it is: the next one begins its catching up anew.
QCoro::Task<void> MissedLines::run(SocketPtr socket)
{
    const SenderId user = chatOf(socket)->visitor.user.id;
    std::vector<QByteArray> waiting = co_await m_scope.live.offlineEntries(user);
    if (!socket->isConnected()) co_return;
    std::erase_if(waiting, [&](const QByteArray& entry) { return !mayTake(*chatOf(socket), entry); });
    const auto eventsTaken = std::make_shared<OneShot<bool>>();
    chatOf(socket)->eventsTaken = eventsTaken;
    bringEvents(socket, waiting);
    bool isThrough = co_await bringPages(socket);
    release(socket);
    if (isThrough) isThrough = co_await eventsTaken->wait();
    // By value, and only what this device has taken; what came meanwhile stays.
    if (isThrough) co_await m_scope.live.removeOffline(user, waiting);
}

/// What is no line of a thread, so that no receipt keeps it.
void MissedLines::bringEvents(const SocketPtr& socket, const std::vector<QByteArray>& entries)
{
    const auto taken = chatOf(socket)->eventsTaken;
    bool hasSent = false;
    for (const QByteArray& entry : entries) {
        const auto envelope = contract::readOfflineEnvelope(entry);  // a broken one is skipped
        if (!envelope || !envelope->messageId.isEmpty()) continue;
        socket->send(envelope->event, {envelope->data});
        hasSent = true;
    }
    if (!socket->isConnected())
        taken->set(false);
    else if (hasSent)
        socket->confirm([taken] { taken->set(true); });
    else
        taken->set(true);
}

void MissedLines::abandon(const SocketPtr& socket)
{
    if (const auto taken = chatOf(socket)->eventsTaken) taken->set(false);
}

/// False: the connection ended, or the store does not answer; the next connection begins anew, this one in a while.
QCoro::Task<bool> MissedLines::bringPages(SocketPtr socket)
{
    UndeliveredQuery query;
    query.user = chatOf(socket)->visitor.user.id;
    query.device = chatOf(socket)->device;
    query.limit = kWindow;
    bool hasMore = true;
    bool isProven = true;
    bool isStoreAway = false;
    while (hasMore && isProven && socket->isConnected()) {
        std::vector<UndeliveredLine> lines;
        try {
            lines = co_await m_scope.store.undelivered(query);
        } catch (const StoreError& error) {
            missedLinesLog.warn("missed lines were not read", {{u"cause"_s, error.cause()}});
            isProven = false;
            isStoreAway = true;
        }
        hasMore = int(lines.size()) == kWindow;
        if (lines.empty()) continue;
        query.afterParticipant = lines.back().recipient.id;
        query.afterRev = lines.back().line.message.rev;
        isProven = co_await sendPage(socket, std::move(lines));
        // Whatever happens now, no more than this page comes twice.
        if (isProven) isProven = co_await m_delivery.markedDelivered();
    }
    if (isStoreAway && m_storeAway) m_storeAway(socket);
    co_return isProven && socket->isConnected();
}

/// A recovered socket gets from the packet log what was broadcast to its rooms before it came; here only what was not.
bool MissedLines::isCoveredByRecovery(const SocketPtr& socket, const UndeliveredLine& line) const
{
    const ChatSocketPtr state = chatOf(socket);
    if (!state->isCoveredByLog) return false;
    return isOnItsWay(*state, sentLine(line)) || (socket->rooms().contains(threadRoom(line.recipient.thread)) &&
                                                  line.line.message.rev <= m_delivery.reached(line.recipient.thread));
}

/// A line that was not given to the sockets yet will be among the held ones: there, and not here, it keeps its place
/// behind what the user itself wrote meanwhile.
bool MissedLines::isLeftToLive(const SocketPtr& socket, const SentLine& line)
{
    const ChatSocketPtr state = chatOf(socket);
    if (!state->follows.contains(line.thread) || line.receipt.rev <= m_delivery.reached(line.thread)) return false;
    m_delivery.readOn(line.thread);  // it may have come between the look at the thread and the following
    return true;
}

/// True when the client has taken them all: it acknowledged each, or answered a ping behind them.
QCoro::Task<bool> MissedLines::sendPage(SocketPtr socket, std::vector<UndeliveredLine> lines)
{
    const ChatSocketPtr state = chatOf(socket);
    const auto taken = std::make_shared<OneShot<bool>>();
    const auto unanswered = std::make_shared<int>(0);
    LineDelivery* const delivery = &m_delivery;
    for (const UndeliveredLine& line : lines) {
        if (!roleIn(line.recipient, state->visitor.claimed)) continue;  // theirs again when they are staff again
        const ThreadPtr thread = co_await m_scope.membership.thread(line.recipient.thread);
        if (!socket->isConnected()) co_return false;
        if (!thread) continue;
        const SentLine mark = sentLine(line);
        if (state->leftToLive.contains(mark.thread)) continue;  // behind one that waits
        const bool wasHeld = takeHeld(*state, mark);            // it comes here, in its place
        if (!wasHeld && isLeftToLive(socket, mark)) {
            state->leftToLive.insert(mark.thread);
            continue;
        }
        const bool isCovered = !wasHeld && isCoveredByRecovery(socket, line);
        if (!isOnItsWay(*state, mark)) state->unconfirmed.push_back(mark);
        state->brought.insert({mark.receipt.participant, mark.receipt.rev});
        if (isCovered || !isShown(line.line.message)) continue;
        sendOwnBefore(socket, mark);
        ++*unanswered;
        const Payload payload{messagePayload(line.line, *thread)};
        const auto answered = [delivery, state, mark, taken, unanswered](const std::optional<Payload>& answer) {
            if (answer) delivery->delivered(state, {mark});
            if (--*unanswered == 0) taken->set(answer.has_value());
        };
        socket->sendWithAck(words::kMessage, payload, kAckTimeout, answered);
        FAILPOINT("missed-line.sent");
    }
    socket->confirm([delivery, state, sent = state->unconfirmed, taken] {
        delivery->delivered(state, sent);
        taken->set(true);
    });
    if (*unanswered == 0) co_return true;
    const bool isTaken = co_await taken->wait();  // ends in any case: with the time-outs, or with the connection
    co_return isTaken;
}

/// What the user wrote itself and is older than the missed `line` keeps its place before it.
void MissedLines::sendOwnBefore(const SocketPtr& socket, const SentLine& line)
{
    std::erase_if(chatOf(socket)->held, [&](const HeldLine& held) {
        const Delivered& place = held.line.receipt;
        if (!held.isOwn || place.participant != line.receipt.participant || place.rev > line.receipt.rev) return false;
        socket->send(words::kMessage, {held.payload});
        return true;
    });
}

/// From here on live lines come by broadcast; those that waited go first. A connection that ended before stays
/// "catching up": no packet log has what was held back, so the next one must ask the store.
void MissedLines::release(const SocketPtr& socket)
{
    if (!socket->isConnected()) return;
    const ChatSocketPtr state = chatOf(socket);
    for (const HeldLine& held : std::exchange(state->held, {})) {
        const Delivered& place = held.line.receipt;
        if (!held.isOwn && state->brought.contains({place.participant, place.rev})) continue;
        socket->send(words::kMessage, {held.payload});
        if (!held.isOwn) m_delivery.sent(socket, held.line);
    }
    state->isCatchingUp = false;
    state->brought.clear();
    state->leftToLive.clear();
    socket->leave(words::kCatchingUpRoom);
}

// --- the list in Redis ---------------------------------------------------------------------------------------------

/// Participants no engine has a socket of. Unknown counts as away: the list is only a cache.
QCoro::Task<std::vector<Participant>> MissedLines::away(ThreadPtr thread, SenderId sender)
{
    std::vector<SenderId> users;
    for (const Participant& each : thread->participants) {
        if (each.user.id != sender && m_delivery.socketsOf(each).empty()) users.push_back(each.user.id);
    }
    std::vector<Participant> gone;
    if (users.empty()) co_return gone;
    const QHash<SenderId, Presence> presence = co_await m_scope.live.presenceOf(users);
    for (const Participant& each : thread->participants) {
        const auto found = presence.constFind(each.user.id);
        if (found != presence.cend() && *found != Presence::Online) gone.push_back(each);
    }
    co_return gone;
}

QCoro::Task<void> MissedLines::putAside(ThreadPtr thread, StoredMessage line)
{
    const std::vector<Participant> gone = co_await away(thread, line.sender);
    ChatLine shown;
    shown.message = std::move(line);
    const QJsonObject payload = messagePayload(shown, *thread);
    const QString id = shown.message.messageId.toString();
    for (const Participant& each : gone) {
        const QByteArray entry = contract::offlineEnvelope(words::kMessage, payload, id, each.id);
        m_fellOff += co_await m_scope.live.pushOffline(each.user.id, entry);
    }
}

QCoro::Task<void> MissedLines::putThreadAside(ThreadPtr thread)
{
    const SenderId nobody;
    const std::vector<Participant> gone = co_await away(thread, nobody);
    const QJsonObject payload{{u"thread"_s, contract::threadSummary(*thread)}};
    for (const Participant& each : gone) {
        const QByteArray entry = contract::offlineEnvelope(words::kThreadCreated, payload, {}, each.id);
        m_fellOff += co_await m_scope.live.pushOffline(each.user.id, entry);
    }
}

}  // namespace tongdai::chat
