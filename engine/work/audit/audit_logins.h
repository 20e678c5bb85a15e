#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/work/audit/audit_trail.h"

#include <deque>

namespace tongdai {

/// Writes refused logins into the audit log (security S41): which kind of token, from where (as a pseudonym), how many.
/// Strangers decide how often that is, so no more than kMostPerMinute are written, and the next one says how many were
/// not. Engine loop.
class AuditLogins {
public:
    static constexpr int kMostPerMinute = 30;

    AuditLogins(AuditTrail& trail, const ports::Clock& clock) : m_trail(trail), m_clock(clock) {}

    void noteRefused(const QByteArray& address, const QString& credential, int tries);

private:
    AuditTrail& m_trail;
    const ports::Clock& m_clock;
    std::deque<std::chrono::nanoseconds> m_written;  ///< in the last minute
    qint64 m_leftOut = 0;
};

}  // namespace tongdai
