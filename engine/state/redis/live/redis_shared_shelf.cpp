#include "engine/state/redis/live/redis_shared_shelf.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

#include <QDateTime>

namespace tongdai::redis {

namespace keys = contract::keys;
using std::chrono::milliseconds;

namespace {

QByteArray shelfNumber(qint64 value)
{
    return QByteArray::number(value);
}

}  // namespace

RedisSharedShelf::RedisSharedShelf(Connection& connection, const Health& health, const ports::Clock& clock,
                                   std::shared_ptr<RateLedger> rates)
    : m_connection(connection),
      m_health(health),
      m_local(clock, std::move(rates)),
      m_rates(connection, health, m_local.rates())
{
}

/// Nothing: Redis cannot be asked, or refused.
QCoro::Task<std::optional<Reply>> RedisSharedShelf::run(const Script* script, QByteArrayList keys, QByteArrayList args)
{
    std::optional<Reply> reply;
    if (!m_health.canWrite()) co_return reply;
    auto asked = orNothing(script->run(m_connection, keys, args));
    reply = co_await asked;
    if (reply && reply->isError()) reply.reset();
    co_return std::move(reply);
}

QCoro::Task<std::optional<QByteArray>> RedisSharedShelf::value(QByteArray name)
{
    if (m_health.canRead()) {
        auto asked = orNothing(m_connection.command({QByteArrayLiteral("GET"), name}));
        const std::optional<Reply> reply = co_await asked;
        std::optional<QByteArray> there;
        if (reply && reply->isString()) there = reply->bytes();
        if (reply && !reply->isError()) co_return there;
    }
    std::optional<QByteArray> locally = co_await m_local.value(name);
    co_return locally;
}

QCoro::Task<qint64> RedisSharedShelf::takeTurn(QByteArray name, milliseconds life)
{
    const QByteArrayList touched{name, keys::lockOf(name), keys::fenceOf(name)};
    const QByteArrayList args{shelfNumber(life.count()), shelfNumber(qint64(milliseconds(keys::kFenceTtl).count()))};
    const std::optional<Reply> reply = co_await run(&m_takeTurn, touched, args);
    if (reply) co_return reply->integer().value_or(0);
    const qint64 locally = co_await m_local.takeTurn(name, life);
    co_return locally;
}

/// Kept here as well: a Redis that goes away costs no new token.
QCoro::Task<bool> RedisSharedShelf::endTurn(QByteArray name, qint64 fence, QByteArray value, milliseconds life)
{
    const QByteArrayList touched{name, keys::lockOf(name), keys::fenceOf(name)};
    const QByteArrayList args{shelfNumber(fence), value, shelfNumber(life.count())};
    const std::optional<Reply> reply = co_await run(&m_endTurn, touched, args);
    if (!reply) {
        const bool locally = co_await m_local.endTurn(name, fence, value, life);
        co_return locally;
    }
    const bool isLatest = reply->integer() == 1;
    if (isLatest && !value.isEmpty()) m_local.remember(name, value, life);
    co_return isLatest;
}

QCoro::Task<void> RedisSharedShelf::dropValue(QByteArray name, QByteArray value)
{
    co_await m_local.dropValue(name, value);
    const QByteArrayList touched{name};
    const QByteArrayList args{value};
    co_await run(&m_dropSame, touched, args);
}

/// While Redis was away, own writes and webhooks were heard here alone; its copies are older than that.
QCoro::Task<void> RedisSharedShelf::catchUp()
{
    const QSet<QByteArray> missed = m_toForget;
    for (const QByteArray& family : missed) {
        int count = 0;
        const bool done = co_await forgetThere(family, &count);
        if (!done) co_return;
        m_toForget.remove(family);
    }
}

QCoro::Task<ports::CopyLook> RedisSharedShelf::look(ports::CopyName name, QByteArray knownStamp, ports::CopyLife life,
                                                    QByteArray asker, milliseconds turn)
{
    if (!m_toForget.isEmpty() && m_health.canWrite()) co_await catchUp();
    std::optional<Reply> reply;
    if (m_toForget.isEmpty()) {
        const QByteArray entry = keys::apiCopy(name.family, name.key);
        const QByteArrayList touched{entry, keys::apiCopyGeneration(name.family), keys::lockOf(entry)};
        const QByteArrayList args{knownStamp, shelfNumber(life.fresh.count()), asker, shelfNumber(turn.count())};
        reply = co_await run(&m_look, touched, args);
    }
    if (!reply) {
        m_hasLocalCopies = true;
        ports::CopyLook locally = co_await m_local.look(name, knownStamp, life, asker, turn);
        co_return locally;
    }
    if (std::exchange(m_hasLocalCopies, false)) m_local.forgetCopies();
    ports::CopyLook look;
    look.generation = reply->at(0).integer().value_or(0);
    look.at = reply->at(1).integer().value_or(0);
    look.isMine = reply->at(2).integer() == 1;
    const qint64 age = reply->at(3).integer().value_or(-1);
    if (age >= 0) {
        look.copy = ports::CopyLook::Copy{reply->at(4).bytes(), {}, milliseconds(age)};
        if (look.copy->stamp != knownStamp) look.copy->body = reply->at(5).bytes();
    }
    co_return look;
}

QCoro::Task<bool> RedisSharedShelf::keep(ports::CopyName name, ports::CopyToKeep copy, ports::CopyLife life)
{
    const QByteArray entry = keys::apiCopy(name.family, name.key);
    const QByteArrayList touched{entry, keys::apiCopyGeneration(name.family), keys::lockOf(entry),
                                 keys::apiCopyIndex(name.family)};
    const QByteArrayList args{shelfNumber(copy.generation),
                              shelfNumber(copy.at),
                              copy.stamp,
                              copy.body,
                              shelfNumber(life.kept.count()),
                              copy.asker};
    const std::optional<Reply> reply = co_await run(&m_keep, touched, args);
    if (reply) co_return reply->integer() == 1;
    // What was looked up there does not fit here, and the other way round: the clocks tell.
    const bool locally = co_await m_local.keep(name, copy, life);
    co_return locally;
}

QCoro::Task<void> RedisSharedShelf::giveUp(ports::CopyName name, QByteArray asker)
{
    co_await m_local.giveUp(name, asker);
    const QByteArrayList touched{keys::lockOf(keys::apiCopy(name.family, name.key))};
    const QByteArrayList args{asker};
    co_await run(&m_dropSame, touched, args);
}

QCoro::Task<bool> RedisSharedShelf::forgetThere(QByteArray family, int* count)
{
    const QByteArrayList touched{keys::apiCopyIndex(family), keys::apiCopyGeneration(family)};
    const QByteArrayList args{shelfNumber(qint64(milliseconds(keys::kFenceTtl).count()))};
    const std::optional<Reply> reply = co_await run(&m_forget, touched, args);
    if (reply) *count = int(reply->integer().value_or(0));
    co_return reply.has_value();
}

QCoro::Task<int> RedisSharedShelf::forget(QByteArray family)
{
    const int locally = co_await m_local.forget(family);
    int there = 0;
    const bool done = co_await forgetThere(family, &there);
    if (!done) m_toForget.insert(family);
    co_return locally + there;
}

QCoro::Task<RateAnswer> RedisSharedShelf::charge(QByteArray budget, QByteArray use, int most, milliseconds window)
{
    const RateRule rule{most, window};
    return m_rates.charge(RateScope::Upstream, budget, use, rule, budget);
}

QCoro::Task<int> RedisSharedShelf::used(QByteArray budget, milliseconds window)
{
    const int locally = co_await m_local.used(budget, window);
    if (!m_health.canRead()) co_return locally;
    // By this computer's clock: a count for the screen. What may be used is decided by the server's.
    const QByteArray since = shelfNumber(QDateTime::currentMSecsSinceEpoch() - window.count());
    auto asked =
        orNothing(m_connection.command({QByteArrayLiteral("ZCOUNT"), budget, since, QByteArrayLiteral("+inf")}));
    const std::optional<Reply> reply = co_await asked;
    const int shared = reply ? int(reply->integer().value_or(0)) : 0;
    co_return std::max(locally, shared);
}

}  // namespace tongdai::redis
