#include "engine/state/redis/live/redis_sender_limit.h"

namespace tongdai::redis {

QCoro::Task<RateAnswer> RedisSenderLimit::charge(SenderId sender, MessageId message)
{
    return m_rates.charge(RateScope::Sender, sender.bytes(), message.bytes());
}

}  // namespace tongdai::redis
