#include "engine/state/redis/live/presence_store.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

namespace keys = contract::keys;

PresenceStore::PresenceStore(Connection& connection, QByteArray instance)
    : PresenceStore(connection, std::move(instance), keys::kPresenceTtl)
{
}

PresenceStore::PresenceStore(Connection& connection, QByteArray instance, std::chrono::milliseconds life)
    : m_connection(connection), m_instance(std::move(instance)), m_life(life)
{
}

QCoro::Task<std::optional<bool>> PresenceStore::touch(SenderId user, QByteArray socket)
{
    const QByteArrayList touched{keys::presence(user), QByteArray(keys::kPresenceIndex)};
    const QByteArrayList args{m_instance + ':' + socket, QByteArray::number(m_life.count()), user.bytes()};
    auto asked = orNothing(m_touch.run(m_connection, touched, args));
    const auto answer = co_await asked;
    std::optional<bool> cameOnline;
    if (answer && answer->isInteger()) cameOnline = answer->integer() == 1;
    co_return cameOnline;
}

QCoro::Task<std::optional<bool>> PresenceStore::drop(SenderId user, QByteArray socket)
{
    const QByteArrayList touched{keys::presence(user), QByteArray(keys::kPresenceIndex)};
    const QByteArrayList args{m_instance + ':' + socket, user.bytes()};
    auto asked = orNothing(m_drop.run(m_connection, touched, args));
    const auto answer = co_await asked;
    std::optional<bool> wentOffline;
    if (answer && answer->isInteger()) wentOffline = answer->integer() == 1;
    co_return wentOffline;
}

QCoro::Task<std::optional<std::vector<SenderId>>> PresenceStore::sweep()
{
    const QByteArrayList touched{QByteArray(keys::kPresenceIndex)};
    const QByteArrayList args{QByteArray::number(kMaxSweep)};
    auto asked = orNothing(m_sweep.run(m_connection, touched, args));
    const auto answer = co_await asked;
    std::optional<std::vector<SenderId>> users;
    if (answer && answer->isArray()) {
        users.emplace();
        for (const Reply& user : answer->elements())
            users->emplace_back(user.bytes());
    }
    co_return users;
}

QCoro::Task<std::optional<std::vector<bool>>> PresenceStore::areOnline(std::vector<SenderId> users)
{
    std::vector<QByteArrayList> commands;
    commands.reserve(users.size());
    for (const SenderId& user : users)
        commands.push_back({QByteArrayLiteral("EXISTS"), keys::presence(user)});
    auto asked = askAll(&m_connection, std::move(commands));
    const auto answers = co_await asked;
    std::optional<std::vector<bool>> online;
    if (answers) {
        online.emplace();
        for (const Reply& answer : *answers)
            online->push_back(answer.integer().value_or(0) > 0);
    }
    co_return online;
}

}  // namespace tongdai::redis
