#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>

namespace tongdai::testing {

/// How much of a fault a test sees. TONGDAI_LONG_TESTS unset: seconds of it, for every change. 1: as often and as long
/// as the fault matrix asks, storms for a minute. N: storms for N minutes (the matrix: 10).
inline int longMinutes()
{
    return std::max(0, qEnvironmentVariableIntValue("TONGDAI_LONG_TESTS"));
}

inline bool isLong()
{
    return longMinutes() > 0;
}

/// Milliseconds a storm lasts.
inline qint64 stormLength(std::chrono::milliseconds brief)
{
    return isLong() ? longMinutes() * qint64(60'000) : qint64(brief.count());
}

/// At most so long may something take that is promised within a time: the time itself in the long form, which has the
/// machine to itself; ten times as long beside other tests.
inline qint64 promptly(std::chrono::milliseconds promised)
{
    return isLong() ? qint64(promised.count()) : 10 * qint64(promised.count());
}

/// Until all that waits is in the store, in ms. No promise: senders go on meanwhile, and sanitizers and other tests
/// want the processor, too.
inline constexpr int kDrainPatience = 180'000;

}  // namespace tongdai::testing
