#include "engine/host/locks/state_compare_service.h"

#include "engine/contract/json/notices/conversation_state.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/conversation/conversation_lists.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QCoro/QCoroSignal>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
namespace keys = contract::keys;
using api::StateFact;

namespace {

constexpr auto kCompareIdle = 60s;
constexpr auto kComparePatience = 2s;
constexpr int kMostOutboxRows = 1000;
constexpr int kLinesOfState = 100;
constexpr int kMostPlans = 20;

redis::ConnectionOptions compareOptions()
{
    redis::ConnectionOptions options;
    options.commandTimeout = 1s;  // nobody's message waits behind it
    return options;
}

QString answererOf(bool isBot)
{
    return isBot ? u"bot"_s : u"person"_s;
}

bool isClaimed(const Conversation& row, TimePoint now)
{
    return !row.owner.isEmpty() && row.leaseUntil > now;
}

}  // namespace

StateCompareService::StateCompareService(Ports ports)
    : m_ports(ports), m_connection(m_ports.endpoint, compareOptions()), m_idle(this)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(kCompareIdle);
    connect(&m_idle, &QTimer::timeout, this, [this] { m_connection.close(); });
}

void StateCompareService::stop()
{
    m_idle.stop();
    m_connection.close();
}

QCoro::Task<bool> StateCompareService::isConnected()
{
    if (!m_ports.health.canRead()) co_return false;
    m_idle.start();
    if (m_connection.isReady()) co_return true;
    m_connection.open();
    co_await qCoro(&m_connection, &redis::Connection::ready, kComparePatience);
    co_return m_connection.isReady();
}

QCoro::Task<StateCompareService::Copies> StateCompareService::copiesOf(ConversationId conversation)
{
    Copies copies;
    const QByteArrayList question{"MGET"_ba, keys::conversationState(conversation),
                                  keys::conversationLock(conversation), keys::checkReply(conversation)};
    auto asking = redis::orNothing(m_connection.command(question));
    const auto reply = co_await asking;
    if (!reply || !reply->isArray()) co_return copies;
    if (reply->at(0).isString()) copies.state = QJsonDocument::fromJson(reply->at(0).bytes()).object();
    if (reply->at(1).isString()) copies.lock = QString::fromUtf8(reply->at(1).bytes().left(200));
    if (reply->at(2).isString()) {
        const QJsonValue may = QJsonDocument::fromJson(reply->at(2).bytes()).object().value("can_reply"_L1);
        if (may.isBool()) copies.mayBotReply = may.toBool();
    }
    co_return copies;
}

QCoro::Task<int> StateCompareService::notArrived(ConversationId conversation)
{
    const std::vector<OutboxState> states{OutboxState::Waiting, OutboxState::Sending, OutboxState::Dead,
                                          OutboxState::Unknown};
    auto listing = m_ports.reader.outbox(states, kMostOutboxRows);
    const std::vector<OutboxItem> rows = co_await listing;
    co_return int(std::ranges::count(rows, conversation, &OutboxItem::conversation));
}

QCoro::Task<api::Answer<api::StatePicture>> StateCompareService::compare(ConversationId conversation)
{
    if (const auto refused = m_ports.gate.refusal(Permission::SeeLocks)) co_return *refused;
    auto reading = m_ports.reader.conversation(conversation);
    const std::optional<Conversation> row = co_await reading;
    if (!row) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    api::StatePicture picture;
    picture.conversation = conversation;
    picture.isAtWork = isClaimed(*row, m_ports.clock.now());
    auto connecting = isConnected();
    picture.isRedisHere = co_await connecting;
    Copies copies;
    if (picture.isRedisHere) {
        auto asking = copiesOf(conversation);
        copies = co_await asking;
    }
    auto counting = notArrived(conversation);
    const int lacking = co_await counting;
    const auto add = [&picture](StateFact fact, std::optional<QString> redis, const QString& store) {
        picture.lines.push_back({fact, redis, store, {}, redis && *redis != store});
    };
    std::optional<QString> newest;
    std::optional<QString> waiting;
    if (copies.state) {
        newest = copies.state->value("last_message_id"_L1).toString();
        waiting = QString::number(copies.state->value("pending"_L1).toArray().size());
    }
    add(StateFact::LastMessage, newest, row->lastMessageId.toString());
    add(StateFact::Waiting, waiting, QString::number(row->mode == BotMode::Bot ? row->nextSeq - row->doneSeq : 0));
    add(StateFact::AtWork, copies.lock, picture.isAtWork ? row->owner.toString() : QString());
    std::optional<QString> answerer;
    if (copies.mayBotReply) answerer = answererOf(*copies.mayBotReply);
    add(StateFact::WhoAnswers, answerer, answererOf(row->mode == BotMode::Bot));
    api::StateLine arrived{StateFact::Arrived, {}, u"0"_s, QString::number(lacking), lacking > 0};
    picture.lines.push_back(arrived);
    auto planning = m_ports.plans.plans(conversation, kMostPlans);
    picture.plans = co_await planning;
    picture.at = m_ports.clock.now();
    co_return picture;
}

/// As a turn would write it: the newest lines, and which of them wait.
QCoro::Task<QJsonObject> StateCompareService::stateOf(Conversation row)
{
    ThreadQuery query;
    query.conversation = row.id;
    query.limit = kLinesOfState;
    auto listing = m_ports.reader.thread(query);
    const ThreadPage page = co_await listing;
    contract::ConversationState state;
    state.conversation = row.id;
    state.lastMessage = row.lastMessageId;
    state.lastMessageTimestamp = row.lastMessageTimestamp;
    for (const StoredMessage& line : page.lines) {
        if (line.speaker == Speaker::Note || line.speaker == Speaker::System) continue;
        const bool isWaiting = line.speaker == Speaker::Customer && row.mode == BotMode::Bot && line.seq > row.doneSeq;
        if (isWaiting)
            state.pending.push_back(line.messageId);
        else
            state.context.push_back({line.speaker, line.body, line.sentAt});
    }
    co_return contract::toJson(state, kLinesOfState);
}

QCoro::Task<api::Answer<api::StatePicture>> StateCompareService::repair(ConversationId conversation)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ReleaseLocks)) co_return *refused;
    auto reading = m_ports.reader.conversation(conversation);
    const std::optional<Conversation> row = co_await reading;
    if (!row) co_return api::DeskFailure{api::DeskError::NotFound, {}};
    // Whoever answers writes all of it anew when the turn ends.
    if (isClaimed(*row, m_ports.clock.now())) co_return api::DeskFailure{api::DeskError::TakenBySomeone, {}};
    if (!m_ports.health.canWrite()) co_return api::DeskFailure{api::DeskError::StoreDown, {}};
    AuditEntry entry;
    entry.actor = m_ports.gate.me().bytes();
    entry.action = u"state.repaired"_s;
    entry.object = conversation.bytes();
    auto writing = m_ports.audit.audit(std::move(entry));
    co_await writing;
    auto making = stateOf(*row);
    SettleRequest settled;
    settled.conversation = conversation;
    settled.state = co_await making;
    auto dropping = m_ports.live.dropGate(conversation);
    co_await dropping;
    auto settling = m_ports.live.settle(std::move(settled));
    co_await settling;
    auto replacing = m_ports.sessions.replace(sessionStatusOf(*row), m_ports.clock.now());
    co_await replacing;
    auto hinting = m_ports.live.hint(conversation);
    co_await hinting;
    auto comparing = compare(conversation);
    auto answer = co_await comparing;
    co_return answer;
}

}  // namespace tongdai
