#include "engine/state/redis/rate_limiter.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/ask_all.h"

namespace tongdai::redis {

namespace keys = contract::keys;

RateLimiter::RateLimiter(Connection& connection)
    : RateLimiter(connection, keys::kMaxMessagesPerWindow, keys::kRateWindow)
{
}

RateLimiter::RateLimiter(Connection& connection, int most, std::chrono::milliseconds window, KeyOf keyOf)
    : m_connection(connection), m_most(most), m_window(window), m_keyOf(keyOf ? keyOf : &keys::rateWindow)
{
}

QCoro::Task<RateLimiter::Answer> RateLimiter::charge(SenderId user, MessageId message)
{
    const QByteArrayList touched{m_keyOf(user)};
    const QByteArrayList args{QByteArray::number(m_most), QByteArray::number(m_window.count()), message.bytes()};
    auto asked = orNothing(m_script.run(m_connection, touched, args));
    const auto reply = co_await asked;
    Answer answer;
    if (reply && reply->isArray()) {
        const bool allowed = reply->at(0).integer() == 1;
        answer.verdict = allowed ? Verdict::Allowed : Verdict::Refused;
        answer.retryAfter = std::chrono::milliseconds(reply->at(1).integer().value_or(0));
    }
    co_return answer;
}

}  // namespace tongdai::redis
