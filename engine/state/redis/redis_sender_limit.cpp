#include "engine/state/redis/redis_sender_limit.h"

#include "engine/contract/redis_keys.h"

namespace tongdai::redis {

namespace keys = contract::keys;

RedisSenderLimit::RedisSenderLimit(Connection& connection, const Health& health, const ports::Clock& clock,
                                   int messagesPerMinute)
    : m_health(health),
      m_clock(clock),
      m_isOn(messagesPerMinute > 0),
      m_ours(messagesPerMinute, keys::kRateWindow),
      m_shared(connection, messagesPerMinute, keys::kRateWindow, &keys::senderWindow)
{
}

QCoro::Task<RateAnswer> RedisSenderLimit::charge(SenderId sender, MessageId message)
{
    RateAnswer answer;
    if (!m_isOn) co_return answer;
    answer = m_ours.charge(sender, message, m_clock.elapsed());
    if (!answer.isAllowed || !m_health.canWrite()) co_return answer;
    const RateLimiter::Answer shared = co_await m_shared.charge(sender, message);
    if (shared.verdict == RateLimiter::Verdict::Refused) {
        answer.isAllowed = false;
        answer.retryAfter = shared.retryAfter;
    }
    co_return answer;
}

}  // namespace tongdai::redis
