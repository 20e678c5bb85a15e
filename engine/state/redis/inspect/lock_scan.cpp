#include "engine/state/redis/inspect/lock_scan.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;
namespace keys = contract::keys;

namespace {

/// Ours are conv_lock:<id>; other programs call theirs lock:<what>, job_lock:<what> and the like.
constexpr char kLockNames[] = "*lock:*";

}  // namespace

ConversationId SeenLock::conversation() const
{
    if (!key.startsWith(keys::kConversationLocks)) return {};
    const QByteArray encoded = key.mid(qsizetype(qstrlen(keys::kConversationLocks)));
    const QByteArray id = QByteArray::fromPercentEncoding(encoded);
    return checkId(id) ? ConversationId() : ConversationId(id);
}

QCoro::Task<std::optional<LockScan::Step>> LockScan::step(QByteArray cursor)
{
    const int looked = m_pace.count();
    ScanPace::Step timed(m_pace);
    auto asked = orNothing(m_connection.command(
        {"SCAN"_ba, cursor, "MATCH"_ba, QByteArray(kLockNames), "COUNT"_ba, QByteArray::number(looked)}));
    const auto answer = co_await asked;
    timed.end();
    std::optional<Step> step;
    if (!answer || !answer->isArray()) co_return step;
    QByteArrayList found;
    for (const Reply& key : answer->at(1).elements())
        found << key.bytes();
    const QByteArray next = answer->at(0).bytes();
    std::vector<QByteArrayList> commands;
    for (const QByteArray& key : found) {
        commands.push_back({"GETRANGE"_ba, key, "0"_ba, QByteArray::number(kMostLockValue - 1)});
        commands.push_back({"PTTL"_ba, key});
    }
    auto looking = askAll(&m_connection, std::move(commands));
    const auto values = co_await looking;
    if (!values) co_return step;
    step.emplace();
    step->cursor = next;
    step->looked = looked;
    for (qsizetype i = 0; i < found.size(); ++i) {
        const Reply& value = (*values)[size_t(2 * i)];
        const qint64 left = (*values)[size_t(2 * i + 1)].integer().value_or(-2);
        if (left == -2) continue;  // it went meanwhile
        SeenLock lock;
        lock.key = found.at(i);
        lock.value = value.bytes();
        lock.isText = !value.isError();
        if (left >= 0) lock.left = std::chrono::milliseconds(left);
        step->locks.push_back(std::move(lock));
    }
    co_return step;
}

QCoro::Task<bool> LockScan::giveLife(SeenLock lock, std::chrono::milliseconds life)
{
    auto changing = change(std::move(lock), QByteArray::number(life.count()));
    const bool isChanged = co_await changing;
    co_return isChanged;
}

QCoro::Task<bool> LockScan::drop(SeenLock lock)
{
    auto changing = change(std::move(lock), {});
    const bool isChanged = co_await changing;
    co_return isChanged;
}

QCoro::Task<bool> LockScan::change(SeenLock lock, QByteArray life)
{
    const QByteArrayList touched{lock.key};
    const QByteArrayList args{lock.value, QByteArray::number(kMostLockValue), life};
    auto asked = orNothing(m_change.run(m_connection, touched, args));
    const auto answer = co_await asked;
    co_return answer && answer->integer().value_or(0) == 1;
}

}  // namespace tongdai::redis
