#pragma once

#include "engine/domain/ids.h"
#include "engine/state/redis/script.h"

namespace tongdai::redis {

/// How often a user may write: a sliding window over all threads, sockets and engines (guarantees 2.10). Lives on the
/// engine loop.
class RateLimiter final {
public:
    enum class Verdict : quint8 {
        Allowed,
        Refused,
        Unknown,  ///< Redis could not be asked: count the user's messages in the accept transaction
    };
    struct Answer {
        Verdict verdict = Verdict::Unknown;
        std::chrono::milliseconds retryAfter{0};  ///< of Refused
    };

    explicit RateLimiter(Connection& connection);
    using KeyOf = QByteArray (*)(const SenderId&);
    /// `keyOf`: of the window of a user; chat's when absent.
    RateLimiter(Connection& connection, int most, std::chrono::milliseconds window, KeyOf keyOf = nullptr);

    /// Charges one message; the same id again costs nothing.
    QCoro::Task<Answer> charge(SenderId user, MessageId message);

private:
    Connection& m_connection;
    int m_most;
    std::chrono::milliseconds m_window;
    KeyOf m_keyOf;
    Script m_script{"rate_limit"};
};

}  // namespace tongdai::redis
