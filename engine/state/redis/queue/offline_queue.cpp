#include "engine/state/redis/queue/offline_queue.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

QCoro::Task<std::optional<OfflineQueue::Pushed>> OfflineQueue::push(SenderId user, QByteArray entry)
{
    const std::chrono::milliseconds life = keys::kOfflineTtl;
    const QByteArrayList touched{keys::offlineQueue(user)};
    const QByteArrayList args{entry, QByteArray::number(keys::kMaxOfflineMessages), QByteArray::number(life.count())};
    auto asked = orNothing(m_push.run(m_connection, touched, args));
    const auto answer = co_await asked;
    std::optional<Pushed> pushed;
    if (answer && answer->isArray())
        pushed = Pushed{answer->at(0).integer().value_or(0), answer->at(1).integer().value_or(0)};
    co_return pushed;
}

QCoro::Task<std::optional<std::vector<QByteArray>>> OfflineQueue::entries(SenderId user)
{
    const QByteArrayList command{"LRANGE"_ba, keys::offlineQueue(user), "0"_ba, "-1"_ba};
    auto asked = orNothing(m_connection.command(command));
    const auto answer = co_await asked;
    std::optional<std::vector<QByteArray>> entries;
    if (answer && answer->isArray()) {
        entries.emplace();
        for (const Reply& entry : answer->elements())
            entries->push_back(entry.bytes());
    }
    co_return entries;
}

QCoro::Task<std::optional<OfflineQueue::Page>> OfflineQueue::page(QByteArray list, qint64 first, int count)
{
    std::vector<QByteArrayList> commands{
        {"LLEN"_ba, list}, {"LRANGE"_ba, list, QByteArray::number(first), QByteArray::number(first + count - 1)}};
    auto asking = askAll(&m_connection, std::move(commands));
    const auto answers = co_await asking;
    std::optional<Page> page;
    if (!answers) co_return page;
    page.emplace();
    page->length = answers->at(0).integer().value_or(0);
    for (const Reply& entry : answers->at(1).elements())
        page->entries.push_back(entry.bytes());
    co_return page;
}

QCoro::Task<bool> OfflineQueue::remove(SenderId user, std::vector<QByteArray> delivered)
{
    std::vector<QByteArrayList> commands;
    commands.reserve(delivered.size());
    for (const QByteArray& entry : delivered)
        commands.push_back({"LREM"_ba, keys::offlineQueue(user), "1"_ba, entry});
    auto asked = askAll(&m_connection, std::move(commands));
    const auto answers = co_await asked;
    co_return answers.has_value();
}

}  // namespace tongdai::redis
