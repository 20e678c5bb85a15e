#include "engine/host/boot/chat_host.h"

#include "engine/contract/mounted_paths.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/server/routes/chat/chat_query.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Log chatHostLog("chat.host");

chat::GatewayOptions gatewayOptions(const EngineConfig& config, const DoorBounds& bounds)
{
    chat::GatewayOptions options;
    options.jwtSecret = config.jwtSecret.toUtf8();
    options.doors = bounds.doors;
    options.wrong = bounds.wrong;
    options.people = bounds.people;
    options.server.engine.budget = bounds.budget;
    options.server.engine.origins = webOrigins(config);
    options.server.engine.sessionsPerAddress = config.chatConnectionsPerAddress;
    socketio::RecoveryOptions recovery;
    recovery.maxDisconnection = config.chatRecovery;
    options.server.recovery = recovery;
    return options;
}

}  // namespace

ChatHost::ChatHost(chat::ChatGateway::Ports ports, ports::HistoryReader& reader, const EngineConfig& config,
                   DeskService& desk, Router& router, const DoorBounds& bounds)
    : m_ports(ports),
      m_desk(desk),
      m_shownName(config.operatorShownName),
      m_gateway(ports, gatewayOptions(config, bounds)),
      m_routes(router, ports.store, m_gateway, ports.clock, reader),
      m_receipts(ports.store, m_gateway, deskId())
{
    router.mount(contract::paths::kSocketIo, m_gateway.server().http());
    router.openToPages(u"/api/chat"_s, webOrigins(config), chatError(403, 100, u"Not allowed by CORS"_s));
    connect(&m_desk, &DeskService::seatChanged, this, [this] {
        m_takesPart.clear();
        m_receipts.setDesk(deskId());
    });
    connect(&m_gateway, &chat::ChatGateway::typed, this, &ChatHost::noteTyping);
    connect(&m_gateway, &chat::ChatGateway::receiptsChanged, &m_desk, &DeskService::noteReceipts);
    connect(&m_gateway, &chat::ChatGateway::membersChanged, this, [this](const ConversationId& conversation) {
        m_takesPart.remove(conversation);  // perhaps let out: who answers again takes part again
        if (conversation == m_desk.watched()) showAttendees(conversation);
    });
    connect(&m_gateway, &chat::ChatGateway::presenceChanged, this, [this] {
        if (!m_desk.watched().isEmpty()) showAttendees(m_desk.watched());
    });
    m_typingTimer.setInterval(1s);
    connect(&m_typingTimer, &QTimer::timeout, this, &ChatHost::forgetTypists);
}

void ChatHost::follow(FeedFollower& feed, RedisStack& redis)
{
    connect(&feed, &FeedFollower::changedElsewhere, &m_gateway, [this](const Conversation& row) {
        m_gateway.noticeLines(row.id);
        if (row.members > 0) m_receipts.lookSoon();
    });
    connect(&redis, &RedisStack::listening, &m_gateway, &chat::ChatGateway::catchUp);
}

std::vector<Figure> ChatHost::figures()
{
    const engineio::Statistics engine = m_gateway.server().http().statistics();
    return {
        {"chat_connections", "Chat connections that are open.", double(engine.sessions), false},
        {"chat_connections_opened_total", "Chat connections that were opened.", double(engine.opened), true},
        {"chat_connections_refused_total", "Over a limit, or from a foreign page.", double(engine.refused), true},
        {"chat_slow_readers_total", "Cut because they did not read.", double(engine.slowReaders), true},
        {"chat_ping_timeouts_total", "Cut because they did not answer.", double(engine.pingTimeouts), true},
        {"chat_parse_errors_total", "Cut because of what they sent.", double(engine.parseErrors), true},
        {"chat_offline_overflow_total", "Lines that fell off offline lists; they come from the history.",
         double(m_gateway.fellOffOfflineLists()), true},
        {"chat_marks_dropped_total", "Deliveries the store would not take; their lines come once more.",
         double(m_gateway.droppedMarks()), true},
    };
}

void ChatHost::changed(const Change& change)
{
    m_gateway.changed(change);
    if (!change.conversation || change.conversation->members == 0) return;
    if (!deskId().isEmpty() && change.conversation->assignee == m_desk.me()) takePart(change.conversation->id);
    if (!change.lines.empty()) m_receipts.lookSoon();
    for (const StoredMessage& line : change.lines) {
        if (line.speaker == Speaker::Operator && !deskId().isEmpty() && line.sender == deskId())
            takePart(line.conversation);
    }
}

// --- the operator at this desk -------------------------------------------------------------------------------------

ChatUser ChatHost::deskUser() const
{
    ChatUser user;
    user.id = deskId();
    user.role = ChatRole::Admin;
    const QString name = m_desk.signedInName();
    user.firstName = name.isEmpty() ? m_shownName : name;
    return user;
}

/// Whoever answers takes part: customers see them, and what they have read.
QCoro::Task<void> ChatHost::takePart(ConversationId conversation)
{
    if (m_takesPart.contains(conversation)) co_return;
    m_takesPart.insert(conversation);
    try {
        const JoinedThread joined = co_await m_ports.store.joinThread(conversation, deskUser());
        if (joined.isNew) m_gateway.noteMembers(conversation, true);
    } catch (const StoreError& error) {
        m_takesPart.remove(conversation);  // the next act tries again
        chatHostLog.warn("the operator does not take part yet", {{u"cause"_s, error.cause()}});
    }
}

void ChatHost::showTyping(const ConversationId& conversation, bool typing)
{
    tellTyping(conversation, typing);
}

QCoro::Task<void> ChatHost::tellTyping(ConversationId conversation, bool typing)
{
    bool mustTell = false;
    if (typing)
        mustTell = co_await m_ports.live.startTyping(conversation, deskId());
    else
        mustTell = co_await m_ports.live.stopTyping(conversation, deskId());
    if (mustTell) m_gateway.events().tellTyping(conversation, deskId(), typing, {});
}

void ChatHost::markRead(const ConversationId& conversation)
{
    storeRead(conversation);
}

QCoro::Task<void> ChatHost::storeRead(ConversationId conversation)
{
    try {
        const ThreadPtr thread = co_await m_gateway.membership().thread(conversation);
        if (!thread || thread->participants.empty()) co_return;  // nobody follows it by chat
        co_await takePart(conversation);
        co_await m_gateway.markRead(conversation, deskId(), MessageId());
    } catch (const StoreError& error) {
        chatHostLog.warn("a read mark was not stored", {{u"cause"_s, error.cause()}});
    }
}

void ChatHost::watch(const ConversationId& conversation)
{
    if (conversation.isEmpty()) return;
    m_gateway.presence().holdDesk(deskId());
    m_receipts.arrive();
    showAttendees(conversation);
}

QCoro::Task<void> ChatHost::showAttendees(ConversationId conversation)
{
    std::vector<api::Attendee> attendees;
    try {
        const ThreadPtr thread = co_await m_gateway.membership().thread(conversation);
        std::vector<SenderId> users;
        if (thread) {
            for (const Participant& each : thread->participants)
                users.push_back(each.user.id);
        }
        const QHash<SenderId, Presence> presence = co_await m_ports.live.presenceOf(users);
        if (thread) {
            for (const Participant& each : thread->participants) {
                attendees.push_back(
                    {each.user.id, each.user.shownName(), isStaff(each.role), presence.value(each.user.id)});
            }
        }
    } catch (const StoreError& error) {
        chatHostLog.warn("who takes part was not read", {{u"cause"_s, error.cause()}});
        co_return;
    }
    m_desk.showAttendees(conversation, attendees);
}

// --- customers who type --------------------------------------------------------------------------------------------

void ChatHost::noteTyping(const ConversationId& conversation, const SenderId& user, const QString& name, bool isTyping)
{
    if (user == deskId()) return;
    if (isTyping)
        m_typists[conversation].insert(user, {name, m_ports.clock.elapsed() + contract::keys::kTypingTtl});
    else
        m_typists[conversation].remove(user);
    showTypists(conversation);
    if (!m_typingTimer.isActive()) m_typingTimer.start();
}

void ChatHost::showTypists(const ConversationId& conversation)
{
    QStringList names;
    for (const Typist& each : m_typists.value(conversation))
        names.append(each.name);
    names.sort();
    if (names.isEmpty()) m_typists.remove(conversation);
    m_desk.showTyping(conversation, names);
    emit typingChanged(conversation, !names.isEmpty());
}

/// A sign of typing is never taken back by who vanished.
void ChatHost::forgetTypists()
{
    const auto now = m_ports.clock.elapsed();
    for (const ConversationId& conversation : m_typists.keys()) {
        const qsizetype over = m_typists[conversation].removeIf(
            [now](const QHash<SenderId, Typist>::iterator& each) { return each->until <= now; });
        if (over > 0) showTypists(conversation);
    }
    if (m_typists.isEmpty()) m_typingTimer.stop();
}

}  // namespace tongdai
