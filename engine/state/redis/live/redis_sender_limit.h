#pragma once

#include "engine/domain/ports/live/sender_limit.h"
#include "engine/state/redis/live/rate_limiter.h"

namespace tongdai::redis {

/// One window for a sender over all engines, under RateScope::Sender. Engine loop.
class RedisSenderLimit final : public ports::SenderLimit {
public:
    explicit RedisSenderLimit(ports::RateLimits& rates) : m_rates(rates) {}

    QCoro::Task<RateAnswer> charge(SenderId sender, MessageId message) override;

private:
    ports::RateLimits& m_rates;
};

}  // namespace tongdai::redis
