#pragma once

#include "engine/domain/ports/live/live_state.h"
#include "engine/state/redis/connection/health.h"

namespace tongdai::redis {

/// Live state in a Redis shared with other engines and programs. Gates are compare-and-delete locks with a life
/// (guarantees 2.4); what follows a commit is one script. Lives on the engine loop; calls of one loop turn are one
/// write. Keys and lives: contract/redis_keys.h. Limit: one Redis; with replicas a failover can grant a gate twice,
/// which the fence in the conversation's row makes harmless.
class RedisLiveState final : public ports::LiveState {
public:
    /// `stateLife` is CONVERSATION_STATE_TTL. Both collaborators must live as long as this.
    RedisLiveState(Connection& connection, Health& health, std::chrono::seconds stateLife);

    QCoro::Task<Gate> acquireGate(ConversationId conversation, QByteArray token,
                                  std::chrono::milliseconds ttl) override;
    QCoro::Task<void> renewGates(std::vector<std::pair<ConversationId, QByteArray>> held,
                                 std::chrono::milliseconds ttl) override;
    QCoro::Task<void> releaseGate(ConversationId conversation, QByteArray token) override;
    QCoro::Task<bool> dropGate(ConversationId conversation) override;
    QCoro::Task<void> settle(SettleRequest request) override;
    QCoro::Task<void> forgetStates(std::vector<ConversationId> conversations) override;
    QCoro::Task<std::vector<ConversationId>> withoutGate(std::vector<ConversationId> conversations) override;
    QCoro::Task<void> hint(ConversationId conversation) override;
    QCoro::Task<LiveStateStats> stats() override;
    bool isShared() const override { return m_health.canRead(); }

private:
    Connection& m_connection;
    Health& m_health;
    std::chrono::seconds m_stateLife;
    Script m_acquire{"gate_acquire"};
    Script m_renew{"gate_renew"};
    Script m_release{"gate_release"};
    Script m_settle{"settle"};
    Script m_hint{"hint"};
};

}  // namespace tongdai::redis
