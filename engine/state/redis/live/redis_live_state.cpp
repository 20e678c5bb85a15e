#include "engine/state/redis/live/redis_live_state.h"

#include "engine/contract/json/notices/queue_hint.h"
#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QJsonDocument>

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

const Log redisLiveStateLog("redis");

QByteArray compact(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray ruleName(StateRule rule)
{
    switch (rule) {
        case StateRule::Replace: break;
        case StateRule::Begun: return "begun"_ba;
        case StateRule::Joined: return "joined"_ba;
    }
    return "replace"_ba;
}

QByteArrayList settleArguments(const SettleRequest& request, std::chrono::milliseconds stateLife)
{
    QByteArrayList args;
    args.reserve(6 + 7 * qsizetype(request.events.size()));
    args << (request.state.isEmpty() ? QByteArray() : compact(request.state)) << QByteArray::number(stateLife.count())
         << request.lockToken << QByteArray::number(keys::kMaxStreamLength) << ruleName(request.rule)
         << QByteArray::number(request.events.size());
    for (const HistoryEvent& event : request.events) {
        args << event.kind.toUtf8() << event.conversation.bytes() << event.user.bytes() << event.messageId.bytes()
             << QByteArray::number(event.rev) << compact(event.data) << QByteArray::number(event.id);
    }
    return args;
}

LiveStateStats parseInfo(const QByteArray& info)
{
    LiveStateStats stats;
    for (const QByteArray& raw : info.split('\n')) {
        const QByteArray line = raw.trimmed();
        const qsizetype colon = line.indexOf(':');
        if (colon < 0) continue;
        const QByteArray name = line.left(colon);
        const QByteArray value = line.mid(colon + 1);
        if (name == "connected_clients")
            stats.connectedClients = value.toInt();
        else if (name == "used_memory_human")
            stats.usedMemoryHuman = QString::fromUtf8(value);
        else if (name == "keyspace_hits")
            stats.keyspaceHits = value.toLongLong();
        else if (name == "keyspace_misses")
            stats.keyspaceMisses = value.toLongLong();
        else if (name == "redis_version")
            stats.version = QString::fromUtf8(value);
    }
    return stats;
}

}  // namespace

RedisLiveState::RedisLiveState(Connection& connection, Health& health, std::chrono::seconds stateLife)
    : m_connection(connection), m_health(health), m_stateLife(stateLife)
{
}

QCoro::Task<Gate> RedisLiveState::acquireGate(ConversationId conversation, QByteArray token,
                                              std::chrono::milliseconds ttl)
{
    auto asked = orNothing(
        m_acquire.run(m_connection, {keys::conversationLock(conversation)}, {token, QByteArray::number(ttl.count())}));
    const auto answer = co_await asked;
    // An error is a key that is no lock, or a server in trouble: neither may keep a conversation from its answer.
    if (!answer || answer->isError()) co_return Gate::Unavailable;
    switch (answer->integer().value_or(-1)) {
        case 0: co_return Gate::SomeoneElse;
        case 1: co_return Gate::Got;
        case 2: co_return Gate::AlreadyOurs;
        default: co_return Gate::Unavailable;
    }
}

QCoro::Task<void> RedisLiveState::renewGates(std::vector<std::pair<ConversationId, QByteArray>> held,
                                             std::chrono::milliseconds ttl)
{
    std::vector<QCoro::Task<std::optional<Reply>>> asked;
    asked.reserve(held.size());
    for (const auto& [conversation, token] : held) {
        asked.push_back(orNothing(m_renew.run(m_connection, {keys::conversationLock(conversation)},
                                              {token, QByteArray::number(ttl.count())})));
    }
    for (auto& one : asked)
        co_await one;
}

QCoro::Task<void> RedisLiveState::releaseGate(ConversationId conversation, QByteArray token)
{
    const QByteArrayList touched{keys::conversationLock(conversation), keys::conversationState(conversation)};
    auto asked = orNothing(m_release.run(m_connection, touched, {token}));
    co_await asked;
}

QCoro::Task<bool> RedisLiveState::dropGate(ConversationId conversation)
{
    const QByteArray whosever;
    const QByteArrayList touched{keys::conversationLock(conversation), keys::conversationState(conversation)};
    auto asked = orNothing(m_release.run(m_connection, touched, {whosever}));
    const auto answer = co_await asked;
    co_return answer && answer->integer().value_or(0) > 0;
}

QCoro::Task<void> RedisLiveState::settle(SettleRequest request)
{
    const QByteArrayList touched{keys::conversationState(request.conversation),
                                 keys::conversationLock(request.conversation), QByteArray(keys::kEventStream)};
    auto asked = orNothing(m_settle.run(m_connection, touched, settleArguments(request, m_stateLife)));
    const auto answer = co_await asked;
    if (!answer) co_return;
    const QByteArray trouble = answer->isError() ? answer->errorText() : answer->at(2).bytes();
    if (!trouble.isEmpty())
        redisLiveStateLog.warn("settling in redis failed", {{u"cause"_s, QString::fromUtf8(trouble.left(200))}});
}

QCoro::Task<void> RedisLiveState::forgetStates(std::vector<ConversationId> conversations)
{
    constexpr size_t kAtOnce = 500;
    std::vector<QByteArrayList> commands;
    for (size_t i = 0; i < conversations.size(); ++i) {
        if (i % kAtOnce == 0) commands.push_back({"DEL"_ba});
        commands.back() << keys::conversationState(conversations[i]);
    }
    auto asked = askAll(&m_connection, std::move(commands));
    co_await asked;
}

QCoro::Task<std::vector<ConversationId>> RedisLiveState::withoutGate(std::vector<ConversationId> conversations)
{
    std::vector<QByteArrayList> commands;
    commands.reserve(conversations.size());
    for (const ConversationId& conversation : conversations)
        commands.push_back({"EXISTS"_ba, keys::conversationLock(conversation)});
    auto asked = askAll(&m_connection, std::move(commands));
    const auto answers = co_await asked;
    std::vector<ConversationId> open;
    for (size_t i = 0; answers && i < answers->size(); ++i) {
        if ((*answers)[i].integer().value_or(1) == 0) open.push_back(conversations[i]);
    }
    co_return open;
}

QCoro::Task<void> RedisLiveState::hint(ConversationId conversation)
{
    auto asked = orNothing(m_hint.run(m_connection, {QByteArray(keys::kMessageQueue)},
                                      {contract::writeQueueHint(conversation),
                                       QByteArray::number(keys::kMaxQueueLength), QByteArray(keys::kEngineHints)}));
    co_await asked;
}

QCoro::Task<LiveStateStats> RedisLiveState::stats()
{
    const QString endpoint = m_connection.endpoint().describe();
    auto asked = orNothing(m_connection.command({"INFO"_ba}));
    const auto answer = co_await asked;
    LiveStateStats stats = answer ? parseInfo(answer->bytes()) : LiveStateStats();
    stats.isConnected = answer && !answer->isError();
    stats.backend = u"Redis"_s;
    stats.endpoint = endpoint;
    co_return stats;
}

}  // namespace tongdai::redis
