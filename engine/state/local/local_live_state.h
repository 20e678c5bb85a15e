#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/live/live_state.h"

#include <QHash>

namespace tongdai {

/// Live state of this process alone, used while Redis is away: the same gate rules, nothing anybody else could see.
/// State and events have no reader here and are not kept; hints are needless because the store is polled at the short
/// interval. Lives on the engine loop; never waits.
class LocalLiveState final : public ports::LiveState {
public:
    static constexpr qsizetype kMaxGates = 100'000;

    /// The clock must live as long as this.
    explicit LocalLiveState(const ports::Clock& clock) : m_clock(clock) {}

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
    bool isShared() const override { return false; }

private:
    struct Held {
        QByteArray token;
        std::chrono::nanoseconds until{};
    };
    /// The live entry; an expired one is removed.
    Held* find(const ConversationId& conversation);
    void release(const ConversationId& conversation, const QByteArray& token);
    void forgetExpired();

    const ports::Clock& m_clock;
    QHash<ConversationId, Held> m_gates;
    qint64 m_hits = 0;
    qint64 m_misses = 0;
};

}  // namespace tongdai
