#include "engine/state/fallback_live_state.h"

namespace tongdai {

using namespace Qt::StringLiterals;

// Every coroutine below keeps its own reference to the two states: an answer may come after this object is gone.

FallbackLiveState::FallbackLiveState(std::shared_ptr<ports::LiveState> redis, std::shared_ptr<ports::LiveState> local,
                                     redis::Health* health, QObject* parent)
    : QObject(parent), m_redis(std::move(redis)), m_local(std::move(local)), m_health(health)
{
    m_wasShared = isShared();
    if (health) connect(health, &redis::Health::changed, this, &FallbackLiveState::followHealth);
}

QCoro::Task<Gate> FallbackLiveState::acquireGate(ConversationId conversation, QByteArray token,
                                                 std::chrono::milliseconds ttl)
{
    const auto redis = m_redis;
    const auto local = m_local;
    if (isShared()) {
        const Gate gate = co_await redis->acquireGate(conversation, token, ttl);
        if (gate != Gate::Unavailable) co_return gate;
    }
    const Gate gate = co_await local->acquireGate(conversation, token, ttl);
    co_return gate;
}

/// A gate may have been taken on either side of a change: both are asked, the wrong one does not know it.
QCoro::Task<void> FallbackLiveState::renewGates(std::vector<std::pair<ConversationId, QByteArray>> held,
                                                std::chrono::milliseconds ttl)
{
    const auto redis = m_redis;
    co_await m_local->renewGates(held, ttl);
    if (isShared()) co_await redis->renewGates(std::move(held), ttl);
}

QCoro::Task<void> FallbackLiveState::releaseGate(ConversationId conversation, QByteArray token)
{
    const auto redis = m_redis;
    co_await m_local->releaseGate(conversation, token);
    if (isShared()) co_await redis->releaseGate(std::move(conversation), std::move(token));
}

QCoro::Task<bool> FallbackLiveState::dropGate(ConversationId conversation)
{
    const auto redis = m_redis;
    const bool local = co_await m_local->dropGate(conversation);
    if (!isShared()) co_return local;
    const bool shared = co_await redis->dropGate(std::move(conversation));
    co_return local || shared;
}

QCoro::Task<void> FallbackLiveState::settle(SettleRequest request)
{
    const auto redis = m_redis;
    if (!request.lockToken.isEmpty()) co_await m_local->releaseGate(request.conversation, request.lockToken);
    if (isShared()) co_await redis->settle(std::move(request));
}

QCoro::Task<void> FallbackLiveState::forgetStates(std::vector<ConversationId> conversations)
{
    const auto redis = m_redis;
    if (isShared()) co_await redis->forgetStates(std::move(conversations));
}

/// Gates taken in this process while Redis was away are known here alone.
QCoro::Task<std::vector<ConversationId>> FallbackLiveState::withoutGate(std::vector<ConversationId> conversations)
{
    const auto redis = m_redis;
    std::vector<ConversationId> open;
    if (!isShared()) co_return open;
    open = co_await m_local->withoutGate(std::move(conversations));
    open = co_await redis->withoutGate(std::move(open));
    co_return open;
}

QCoro::Task<void> FallbackLiveState::hint(ConversationId conversation)
{
    const auto redis = m_redis;
    if (isShared()) co_await redis->hint(std::move(conversation));
}

QCoro::Task<LiveStateStats> FallbackLiveState::stats()
{
    const auto redis = m_redis;
    const auto local = m_local;
    if (isShared()) {
        LiveStateStats stats = co_await redis->stats();
        if (stats.isConnected) co_return stats;
    }
    LiveStateStats stats = co_await local->stats();
    co_return stats;
}

QString FallbackLiveState::backend() const
{
    return isShared() ? u"Redis"_s : u"Memory"_s;
}

void FallbackLiveState::followHealth()
{
    if (m_wasShared == isShared()) return;
    m_wasShared = !m_wasShared;
    emit modeChanged(m_wasShared);
}

}  // namespace tongdai
