#include "engine/server/plain_sockets/plain_sockets.h"

#include "engine/contract/mounted_paths.h"
#include "engine/domain/conversation/chat.h"
#include "engine/domain/log.h"
#include "engine/server/access/address_key.h"
#include "engine/server/socketio/handshake.h"
#include "engine/server/websocket/websocket_frame.h"

#include <QJsonDocument>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using contract::PlainChatInput;

namespace {

const Log plainSocketsLog("plainsockets");

const QByteArray kSource = "websocket"_ba;

/// A line that this transaction added and that people outside may see: no note, no system line, no answer that was
/// superseded or cancelled.
bool isNewAndSaid(const StoredMessage& line, const std::vector<HistoryEvent>& events)
{
    if (line.speaker == Speaker::Note || line.speaker == Speaker::System || line.body.isEmpty()) return false;
    return std::ranges::any_of(events, [&](const HistoryEvent& event) {
        return event.kind == "message_sent"_L1 && event.rev == line.rev && event.conversation == line.conversation &&
               event.data.value("sent"_L1).toBool(true);
    });
}

/// What is said about a message that was not stored; nothing for one that was.
std::optional<std::pair<QString, QString>> troubleIn(const HandleResult& result)
{
    if (std::holds_alternative<ReusedMessageId>(result)) {
        return std::pair(u"message_id_reused"_s, u"this client_message_id belongs to another message"_s);
    }
    if (const auto* away = std::get_if<Unavailable>(&result)) return std::pair(u"not_saved"_s, away->cause);
    if (const auto* failed = std::get_if<Failed>(&result)) return std::pair(u"not_saved"_s, failed->cause);
    return std::nullopt;
}

}  // namespace

struct PlainSockets::Client {
    bool isAdmin = false;
    ConversationId conversation;  // of a customer
    QJsonValue session;           // as the customer's client writes it
    QByteArray address;
    QHostAddress peer;
    QByteArray calls;  // as the limit of connections names it
    std::unique_ptr<engineio::WebSocketLink> link;
    bool isAlive = true;  // something came since the last ping
    int inWork = 0;
    QByteArray token;                  // of a person; empty: the administrator's was brought
    InSight sight;                     // what of the conversations that person sees; of the administrator: all
    std::unique_ptr<SightQueue> seen;  // of who answers: their answers begin in the order they came
};

/// What somebody who may answer says, and as whom.
struct PlainSockets::Said {
    ConversationId conversation;
    MessageId id;
    QString body;
    QByteArray clientMessageId;
    OperatorId by;
    QString name;
};

namespace {

/// The cookie the original used, or the header that other programs use.
QByteArray plainSocketToken(const http::Request& request)
{
    const socketio::Handshake handshake{{}, request, {}};
    const QByteArray authorization = request.header("Authorization");
    const auto bearer = bearerToken(authorization);
    return bearer ? bearer->toByteArray() : handshake.cookie("access_token").toUtf8();
}

}  // namespace

PlainSockets::PlainSockets(Parts parts, Rules rules)
    : m_parts(parts),
      m_sight(parts.reader),
      m_rules(std::move(rules)),
      m_rates(m_rules.doors ? m_rules.doors->rates() : std::make_shared<RateLedger>(parts.clock)),
      m_door(
          kMaxFrame, m_rules.budget, [this](const http::Request& request) { return check(request); },
          [this](OpenedSocket opened) { open(std::move(opened)); })
{
    m_rates->setRule(RateScope::WebSession, {m_rules.messagesPerMinute, 60s});
    connect(&m_ping, &QTimer::timeout, this, &PlainSockets::pingAll);
    m_ping.start(m_rules.pingInterval);
    if (m_rules.people) m_rules.people->onChanged([this] { judgeAgain(); });
}

PlainSockets::~PlainSockets() = default;

void PlainSockets::shutDown()
{
    m_isShuttingDown = true;
    m_ping.stop();
    for (const ClientPtr& client : m_clients)
        client->link->close();
    m_customers.clear();
    m_admins.clear();
    m_clients.clear();
}

// --- who may come in -----------------------------------------------------------------------------------------------

std::optional<DoorRefusal> PlainSockets::check(const http::Request& request) const
{
    const bool isAdmin = request.path == contract::paths::kAdminSocket;
    if (!isAdmin && request.path != contract::paths::kCustomerSocket) return DoorRefusal{404, u"Not Found"_s};
    if (!m_rules.origins.allows(request)) {
        return DoorRefusal{403, u"Pages of this origin may not connect"_s};
    }
    if (m_isShuttingDown || int(m_clients.size()) >= kMaxSockets ||
        m_perAddress.value(addressKey(request.peer)) >= kMaxPerAddress) {
        return DoorRefusal{503, u"Too many connections"_s};
    }
    if (isAdmin) return checkAdmin(request);
    const QString session = request.query.queryItemValue(u"sessionId"_s, QUrl::FullyDecoded);
    if (!contract::webSession(session)) {
        return DoorRefusal{400, u"sessionId must be 1 to 126 bytes without spaces"_s};
    }
    return std::nullopt;
}

std::optional<ShopPeople::Caller> PlainSockets::personOf(const QByteArray& token) const
{
    if (!m_rules.people || token.count('.') != 2) return std::nullopt;
    return m_rules.people->callerOf(token, m_parts.clock.now());
}

/// Whoever was disabled, or has another role or password since, leaves (security S15); who stays may see less or more.
void PlainSockets::judgeAgain()
{
    const std::set<ClientPtr> admins = m_admins;
    for (const ClientPtr& client : admins) {
        if (client->token.isEmpty()) continue;
        const auto person = personOf(client->token);
        if (person && may(person->role, Permission::Answer))
            client->sight = person->sight;
        else
            forget(client);
    }
}

/// The administrator's token, or a person's who may answer.
std::optional<DoorRefusal> PlainSockets::checkAdmin(const http::Request& request) const
{
    const QByteArray offered = plainSocketToken(request);
    if (const auto person = personOf(offered)) {
        if (may(person->role, Permission::Answer)) return std::nullopt;
        return DoorRefusal{403, u"Your role does not include: "_s + permissionName(Permission::Answer)};
    }
    WrongTokens* const wrong = m_rules.wrong.get();
    const auto wait = wrong ? wrong->waitAfterWrong(request.peer) : 0ms;
    const bool isLookedAt = !wrong || wrong->wait(request.peer, WrongTokens::Kind::Shop) == 0ms;
    const bool isRight = isLookedAt && m_rules.admin.accepts(offered) && !offered.isEmpty();
    if (wrong && isRight) wrong->noteRight(request.peer, WrongTokens::Kind::Shop);
    if (wrong && isLookedAt && !isRight && !offered.isEmpty()) wrong->noteWrong(request.peer, u"admin token"_s);
    if (isRight) return std::nullopt;
    if (wait > 0ms) {
        DoorRefusal later{429, u"Too many wrong access tokens; wait before the next one"_s};
        later.retryAfter = std::chrono::ceil<std::chrono::seconds>(wait);
        return later;
    }
    return DoorRefusal{401, u"Invalid or missing access token"_s};
}

void PlainSockets::open(OpenedSocket opened)
{
    const auto client = std::make_shared<Client>();
    client->isAdmin = opened.request.path == contract::paths::kAdminSocket;
    client->peer = opened.request.peer;
    client->address = addressKey(client->peer);
    client->calls = m_parts.random.bytes(8).toHex();
    client->link = std::move(opened.link);
    if (client->isAdmin) {
        const QByteArray token = plainSocketToken(opened.request);
        if (const auto person = personOf(token)) {
            client->token = token;
            client->sight = person->sight;
        }
        client->seen = std::make_unique<SightQueue>(m_sight);
        m_admins.insert(client);
    } else {
        const QString session = opened.request.query.queryItemValue(u"sessionId"_s, QUrl::FullyDecoded);
        client->conversation = *contract::webSession(session);
        const QJsonValue wire = contract::wireSession(client->conversation);
        client->session = wire.isDouble() ? wire : QJsonValue(session);
        m_customers.insert(client->conversation, client);
    }
    m_clients.insert(client);
    ++m_perAddress[client->address];
    // The link belongs to the client: its callbacks must not keep the client alive.
    const std::weak_ptr<Client> weak = client;
    const auto withClient = [weak](auto act) {
        if (const ClientPtr held = weak.lock()) act(held);
    };
    client->link->setCallbacks({
        .text = [=, this](const QByteArray& text) { withClient([&](const ClientPtr& c) { receive(c, text); }); },
        .binary =
            [=, this](const QByteArray&) {
                withClient([&](const ClientPtr& c) { refuse(c, u"bad_frame"_s, u"text frames only"_s); });
            },
        .closed = [=, this](bool) { withClient([&](const ClientPtr& c) { forget(c); }); },
        .activity = [=, this] { withClient([this](const ClientPtr& c) { noteActivity(c); }); },
    });
}

/// Pings are answered whether the answers are read or not: a flood of them shows here.
void PlainSockets::noteActivity(const ClientPtr& client)
{
    client->isAlive = true;
    if (client->link->unsentBytes() > kMaxUnsent) cutSlowReader(client);
}

void PlainSockets::cutSlowReader(const ClientPtr& client)
{
    ++m_slowReaders;
    plainSocketsLog.warn("a reader was too slow", {{u"admin"_s, client->isAdmin}});
    forget(client);
}

void PlainSockets::forget(const ClientPtr& client)
{
    if (m_clients.erase(client) == 0) return;
    m_admins.erase(client);
    m_customers.remove(client->conversation, client);
    if (--m_perAddress[client->address] <= 0) m_perAddress.remove(client->address);
    // The link may be in the middle of the callback that brought us here.
    QMetaObject::invokeMethod(
        this, [client] { client->link->abort(); }, Qt::QueuedConnection);
}

/// A peer that vanished without a word is found by the ping it does not answer.
void PlainSockets::pingAll()
{
    const std::set<ClientPtr> clients = m_clients;
    for (const ClientPtr& client : clients) {
        if (std::exchange(client->isAlive, false))
            client->link->ping();
        else
            forget(client);
    }
}

// --- what they say -------------------------------------------------------------------------------------------------

void PlainSockets::receive(const ClientPtr& client, const QByteArray& text)
{
    if (!m_rates->charge(RateScope::Connection, client->calls).isAllowed)
        return refuse(client, u"too_fast"_s, u"too many calls on this connection, try again in a minute"_s);
    auto read = contract::readPlainChat(text);
    if (const auto* problem = std::get_if<QString>(&read)) return refuse(client, u"bad_message"_s, *problem);
    auto& input = std::get<PlainChatInput>(read);
    const QLatin1StringView expected = client->isAdmin ? "admin"_L1 : "customer"_L1;
    if (input.senderType != expected) {
        return refuse(client, u"forbidden"_s, u"this socket may write as %1 only"_s.arg(expected),
                      input.clientMessageId);
    }
    if (client->inWork >= kMaxInWork) {
        return refuse(client, u"too_fast"_s, u"too many messages at once"_s, input.clientMessageId);
    }
    if (client->isAdmin) {
        sayAsAdmin(client, input);
    } else {
        sayAsCustomer(client, std::move(input));
    }
}

/// The messages of one socket enter the history in the order they came: each joins its queue before this returns.
QCoro::Task<void> PlainSockets::sayAsCustomer(ClientPtr client, PlainChatInput input)
{
    const bool isOwn = input.session.isUndefined() || input.session.isNull() || input.session == client->session ||
                       contract::sessionNamed(input.session) == client->conversation ||
                       contract::webSession(input.session.toString()) == client->conversation;
    if (!isOwn) {
        refuse(client, u"forbidden"_s, u"chat_session_id is not this socket's session"_s, input.clientMessageId);
        co_return;
    }
    if (!m_rates->charge(RateScope::WebSession, client->conversation.bytes()).isAllowed) {
        refuse(client, u"too_fast"_s, u"too many messages, try again in a minute"_s, input.clientMessageId);
        co_return;
    }
    const RateAnswer admitted = m_rules.doors ? m_rules.doors->admit(client->peer) : RateAnswer();
    if (!admitted.isAllowed) {
        refuse(client, u"too_fast"_s,
               u"too many messages from here, try again in %1 s"_s.arg(QLatin1StringView(retryAfter(admitted))),
               input.clientMessageId);
        co_return;
    }
    IncomingMessage message;
    message.source = kSource;
    message.conversation = client->conversation;
    message.messageId = messageId(input);
    message.sender = SenderId(client->conversation.bytes());
    message.senderType = u"user"_s;
    // A picture without words still has to be something to read, on the desk and for the bot.
    message.content = input.content.isEmpty() ? input.images.join(u'\n') : input.content;
    message.metadata = ownChatMetadata();
    if (!input.images.isEmpty()) message.metadata[u"image"_s] = QJsonArray::fromStringList(input.images);
    message.bodyHash = hashBody(message);  // before our own time: the same frame repeated is the same message
    message.sentAt = toUnixSeconds(m_parts.clock.now());
    ++client->inWork;
    HandleResult result = co_await m_parts.handleMessage.run(std::move(message));
    --client->inWork;
    if (const auto trouble = troubleIn(result)) {
        refuse(client, trouble->first, trouble->second, input.clientMessageId);
    }
}

void PlainSockets::sayAsAdmin(const ClientPtr& client, const PlainChatInput& input)
{
    const auto conversation = contract::sessionNamed(input.session);
    if (!conversation) {
        return refuse(client, u"bad_message"_s, u"chat_session_id is missing or not a legal id"_s,
                      input.clientMessageId);
    }
    QStringList text = input.images;
    if (!input.content.isEmpty()) text.prepend(input.content);
    Said said{*conversation,         messageId(input),   text.join(u'\n'),
              input.clientMessageId, m_rules.operatorId, m_rules.operatorName};
    InSight sight;
    if (!client->token.isEmpty()) {
        const auto person = personOf(client->token);
        if (!person || !may(person->role, Permission::Answer)) {
            return refuse(client, u"not_allowed"_s, u"this token is not valid any more"_s, input.clientMessageId);
        }
        said.by = person->id;
        said.name = person->name;
        sight = person->sight;
    }
    ++client->inWork;
    const bool isSeen = sight.isWhole();
    client->seen->ask(std::move(sight), *conversation, isSeen, [this, client, said](const SightQueue::Answer& looked) {
        if (std::holds_alternative<bool>(looked) && std::get<bool>(looked)) {
            answerAs(client, said);
            return;
        }
        --client->inWork;
        if (const auto* error = std::get_if<StoreError>(&looked))
            refuseUnsaved(client, said, *error);
        else
            refuse(client, u"not_found"_s, u"there is no such session"_s, said.clientMessageId);
    });
}

QCoro::Task<void> PlainSockets::answerAs(ClientPtr client, Said said)
{
    try {
        // Whoever else holds it keeps it: the bot is silent either way, and the answer is sent.
        co_await m_parts.operatorActs.takeOver(said.conversation, said.by, said.name);
        const OperatorActOutcome sent =
            co_await m_parts.operatorActs.send(said.conversation, said.id, said.by, said.name, said.body);
        if (std::holds_alternative<NoSuchConversation>(sent)) {
            refuse(client, u"not_found"_s, u"there is no such session"_s, said.clientMessageId);
        }
    } catch (const StoreError& error) {
        refuseUnsaved(client, said, error);
    }
    --client->inWork;
}

void PlainSockets::refuseUnsaved(const ClientPtr& client, const Said& said, const StoreError& error)
{
    plainSocketsLog.warn("an administrator's message was not stored", {{u"cause"_s, error.cause()}});
    refuse(client, u"not_saved"_s, u"the history does not answer"_s, said.clientMessageId);
}

MessageId PlainSockets::messageId(const PlainChatInput& input)
{
    return MessageId(input.clientMessageId.isEmpty() ? m_parts.random.bytes(16).toHex() : input.clientMessageId);
}

// --- what they hear ------------------------------------------------------------------------------------------------

/// What is out of an operator's sight is not there for them (features I2).
void PlainSockets::tellAdmins(const Conversation& conversation, const QJsonObject& object)
{
    const std::set<ClientPtr> admins = m_admins;  // who reads too slowly goes meanwhile
    for (const ClientPtr& client : admins) {
        if (client->sight.sees(conversation)) send(client, object);
    }
}

/// Whose it is does not stand in the news: whoever sees all is told at once.
QCoro::Task<void> PlainSockets::tellDetails(ConversationId conversation, QJsonObject object)
{
    std::vector<ClientPtr> narrow;
    const std::set<ClientPtr> admins = m_admins;
    for (const ClientPtr& client : admins) {
        if (client->sight.isWhole())
            send(client, object);
        else
            narrow.push_back(client);
    }
    if (narrow.empty()) co_return;
    std::optional<Conversation> row;
    try {
        auto reading = m_parts.reader.conversation(std::move(conversation));
        row = co_await reading;
    } catch (const StoreError& error) {
        plainSocketsLog.warn("what is known of a customer was not told", {{u"cause"_s, error.cause()}});
    }
    for (const ClientPtr& client : narrow) {
        if (row && m_clients.contains(client) && client->sight.sees(*row)) send(client, object);
    }
}

void PlainSockets::changed(const Change& change)
{
    if (change.details && !change.events.empty() && !m_admins.empty())
        tellDetails(change.events.front().conversation,
                    contract::customerInfoUpdate(change.events.front().conversation, *change.details));
    if (!change.conversation || m_clients.empty()) return;
    const Conversation& conversation = *change.conversation;
    for (const StoredMessage& line : change.lines) {
        if (!isNewAndSaid(line, change.events)) continue;
        const QList<ClientPtr> customers = m_customers.values(conversation.id);
        for (const ClientPtr& client : customers)
            send(client, contract::plainChatLine(line, conversation, client->session));
        if (m_admins.empty()) continue;
        const QJsonObject object = contract::plainChatLine(line, conversation, contract::wireSession(conversation.id));
        tellAdmins(conversation, object);
    }
}

void PlainSockets::send(const ClientPtr& client, const QJsonObject& object)
{
    if (client->link->unsentBytes() > kMaxUnsent) return cutSlowReader(client);
    client->link->sendText(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void PlainSockets::refuse(const ClientPtr& client, const QString& code, const QString& message, const QByteArray& id)
{
    send(client, contract::plainChatError(code, message, id));
}

}  // namespace tongdai
