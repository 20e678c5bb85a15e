#include "engine/state/redis/live/redis_chat_live.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

RedisChatLive::RedisChatLive(Connection& connection, const Health& health, LocalChatLive& local,
                             ports::RateLimits& rates)
    : m_connection(connection),
      m_health(health),
      m_local(local),
      m_presence(connection, health.identity().instance),
      m_typing(connection),
      m_offline(connection),
      m_rates(rates)
{
}

QCoro::Task<void> RedisChatLive::touch(std::vector<UserSocket> sockets)
{
    co_await m_local.touch(sockets);
    if (!m_health.canWrite()) co_return;
    std::vector<QCoro::Task<std::optional<bool>>> asked;  // all of them on their way in one write
    asked.reserve(sockets.size());
    for (const UserSocket& each : sockets)
        asked.push_back(m_presence.touch(each.user, each.socket));
    for (auto& answer : asked)
        co_await std::move(answer);
}

QCoro::Task<bool> RedisChatLive::drop(UserSocket socket)
{
    const bool wasLastHere = co_await m_local.drop(socket);
    std::optional<bool> wasLast;
    if (m_health.canRead()) wasLast = co_await m_presence.drop(socket.user, socket.socket);
    co_return wasLast.value_or(wasLastHere);
}

QCoro::Task<std::vector<SenderId>> RedisChatLive::sweep()
{
    std::vector<SenderId> gone;
    if (!m_health.canRead()) co_return gone;
    const auto swept = co_await m_presence.sweep();
    for (const SenderId& user : swept.value_or(std::vector<SenderId>())) {
        if (!m_local.isHere(user)) gone.push_back(user);  // ours come back with the next beat
    }
    co_return gone;
}

QCoro::Task<QHash<SenderId, Presence>> RedisChatLive::presenceOf(std::vector<SenderId> users)
{
    QHash<SenderId, Presence> presence = co_await m_local.presenceOf(users);
    if (!m_health.canRead() || users.empty()) co_return presence;
    const auto online = co_await m_presence.areOnline(users);
    if (!online) co_return presence;
    for (size_t i = 0; i < users.size(); ++i) {
        const bool isHere = presence.value(users[i]) == Presence::Online;
        presence.insert(users[i], isHere || (*online)[i] ? Presence::Online : Presence::Offline);
    }
    co_return presence;
}

QCoro::Task<bool> RedisChatLive::startTyping(ConversationId thread, SenderId user)
{
    std::optional<bool> tell;
    if (m_health.canWrite()) tell = co_await m_typing.start(thread, user);
    if (tell) co_return *tell;
    const bool locally = co_await m_local.startTyping(thread, user);
    co_return locally;
}

QCoro::Task<bool> RedisChatLive::stopTyping(ConversationId thread, SenderId user)
{
    std::optional<bool> tell;
    const bool locally = co_await m_local.stopTyping(thread, user);
    if (m_health.canRead()) tell = co_await m_typing.stop(thread, user);
    co_return tell.value_or(false) || locally;
}

QCoro::Task<RateAnswer> RedisChatLive::charge(SenderId user, MessageId message)
{
    return m_rates.charge(RateScope::ChatUser, user.bytes(), message.bytes());
}

QCoro::Task<qint64> RedisChatLive::pushOffline(SenderId user, QByteArray entry)
{
    if (!m_health.canWrite()) co_return 0;
    const auto pushed = co_await m_offline.push(user, entry);
    co_return pushed ? pushed->dropped : 0;
}

QCoro::Task<std::vector<QByteArray>> RedisChatLive::offlineEntries(SenderId user)
{
    std::vector<QByteArray> entries;
    if (!m_health.canRead()) co_return entries;
    auto found = co_await m_offline.entries(user);
    if (found) entries = std::move(*found);
    co_return entries;
}

QCoro::Task<void> RedisChatLive::removeOffline(SenderId user, std::vector<QByteArray> entries)
{
    if (m_health.canRead() && !entries.empty()) co_await m_offline.remove(user, entries);
}

QCoro::Task<void> RedisChatLive::cacheThread(ConversationId thread, QByteArray summary)
{
    if (!m_health.canWrite()) co_return;
    const QByteArray key = keys::threadMeta(thread);
    QByteArrayList command{"DEL"_ba, key};
    const QByteArray life = QByteArray::number(qint64(keys::kThreadMetaTtl.count()));
    if (!summary.isEmpty()) command = {"SET"_ba, key, summary, "EX"_ba, life};
    auto asked = orNothing(m_connection.command(command));
    co_await asked;
}

}  // namespace tongdai::redis
