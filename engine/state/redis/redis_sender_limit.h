#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/sender_limit.h"
#include "engine/state/local/sliding_charges.h"
#include "engine/state/redis/health.h"
#include "engine/state/redis/rate_limiter.h"

namespace tongdai::redis {

/// One window for all engines in Redis, and this process' own beside it: so a Redis that goes away or comes back empty
/// forgets nothing this engine has let in. While Redis is away, each engine counts alone. Engine loop.
class RedisSenderLimit final : public ports::SenderLimit {
public:
    /// `messagesPerMinute` 0: no limit, nothing is counted.
    RedisSenderLimit(Connection& connection, const Health& health, const ports::Clock& clock, int messagesPerMinute);

    QCoro::Task<RateAnswer> charge(SenderId sender, MessageId message) override;

private:
    const Health& m_health;
    const ports::Clock& m_clock;
    bool m_isOn;
    SlidingCharges m_ours;
    RateLimiter m_shared;
};

}  // namespace tongdai::redis
