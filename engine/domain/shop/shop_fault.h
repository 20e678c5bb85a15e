#pragma once

#include <QString>

#include <chrono>

namespace tongdai {

/// Why the shop's own system gave no answer. The words are the system's or ours, for people; screens say the rest by
/// the kind.
struct ShopFault {
    enum class Kind : quint8 {
        Unreachable,  ///< no connection, or an error of the service's own
        TimedOut,
        Credentials,  ///< it does not know this application or its secret, or takes its new token neither
        Throttled,    ///< it was asked too often; not before retryAfter
        BudgetUsed,   ///< our own limit below the service's; not before retryAfter
        Refused,      ///< it says no to this question
        BadAnswer,
        Closed,  ///< the engine stops
    };
    Kind kind = Kind::Unreachable;
    QString what;
    std::chrono::milliseconds retryAfter{0};
    bool mayHaveWorked = false;  ///< of a change: it may have been carried out all the same
};

/// "unreachable", "timed_out", "credentials", "throttled", "budget_used", "refused", "bad_answer", "closed".
QLatin1StringView shopFaultName(ShopFault::Kind kind);

}  // namespace tongdai
