#pragma once

#include "engine/domain/ports/live/session_status_cache.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/script.h"

namespace tongdai::redis {

/// ports::SessionStatusCache in a Redis that the older product may share. What it wrote under its own names is believed
/// until it runs out or who answers changes here. Lives on the engine loop; both collaborators must live as long as
/// this.
class SessionStatusCache final : public ports::SessionStatusCache {
public:
    SessionStatusCache(Connection& connection, const Health& health) : m_connection(connection), m_health(health) {}

    QCoro::Task<Found> find(ConversationId session) override;
    QCoro::Task<void> fill(SessionStatus status, TimePoint now) override;
    QCoro::Task<void> replace(SessionStatus status, TimePoint now) override;

private:
    QCoro::Task<void> write(SessionStatus status, TimePoint now, bool hasChanged);

    Connection& m_connection;
    const Health& m_health;
    Script m_write{"session_status"};
};

}  // namespace tongdai::redis
