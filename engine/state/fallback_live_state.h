#pragma once

#include "engine/domain/ports/live/live_state.h"
#include "engine/state/redis/connection/health.h"

#include <QObject>

namespace tongdai {

/// Redis while its health says so, this process alone otherwise; goes over by itself both ways. Safe at every moment
/// because neither decides: the conversation's row does (guarantees 2.13). Lives on the engine loop.
class FallbackLiveState final : public QObject, public ports::LiveState {
    Q_OBJECT
public:
    /// Redis may be null (none set up): local for ever. The health must live as long as this.
    FallbackLiveState(std::shared_ptr<ports::LiveState> redis, std::shared_ptr<ports::LiveState> local,
                      redis::Health* health, QObject* parent = nullptr);

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
    bool isShared() const override { return m_redis && m_health && m_health->canRead(); }
    /// "Redis" or "Memory", as callers see it in storage_backend.
    QString backend() const;

signals:
    void modeChanged(bool isShared);

private:
    void followHealth();

    std::shared_ptr<ports::LiveState> m_redis;
    std::shared_ptr<ports::LiveState> m_local;
    QPointer<redis::Health> m_health;
    bool m_wasShared = false;
};

}  // namespace tongdai
