#pragma once

#include "engine/domain/conversation/outbox.h"

#include <QString>

#include <algorithm>
#include <chrono>

namespace tongdai {

/// Whether the platform is worth a try now (guarantees 2.6): 10 failures in a row → one probe every 30 s; a 401 → the
/// token is wrong, one probe every 5 minutes. Values only; the caller brings the time.
class PlatformBreaker {
public:
    static constexpr int kFailuresToOpen = 10;
    static constexpr std::chrono::seconds kProbeEvery{30};
    static constexpr std::chrono::minutes kProbeEveryUnauthorised{5};
    /// The cause when the platform does not accept our token; other causes are its own words.
    static constexpr QLatin1StringView kTokenRefused{"unauthorised"};

    using Elapsed = std::chrono::nanoseconds;

    bool isClosed() const { return m_cause.isEmpty(); }
    /// Open, and it is time to try one row.
    bool mayProbe(Elapsed now) const { return !isClosed() && now >= m_nextProbe; }
    void probing(Elapsed now) { m_nextProbe = now + m_every; }
    /// Of one that is open.
    std::chrono::seconds untilProbe(Elapsed now) const
    {
        return std::chrono::ceil<std::chrono::seconds>(std::max(m_nextProbe - now, Elapsed::zero()));
    }
    void record(const SendOutcome& outcome, Elapsed now);
    /// Why nothing is sent; empty while it is.
    const QString& cause() const { return m_cause; }

private:
    void close();
    void open(const QString& cause, Elapsed every, Elapsed now);

    int m_failures = 0;
    QString m_cause;
    Elapsed m_every{};
    Elapsed m_nextProbe{};
};

}  // namespace tongdai
