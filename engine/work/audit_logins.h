#pragma once

#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/privacy_stores.h"

#include <deque>

namespace tongdai {

/// Writes refused logins into the audit log (security S41): which kind of token, from where (as a pseudonym), how many.
/// Strangers decide how often that is, so no more than kMostPerMinute are written, and the next one says how many were
/// not. Beside what its caller does; a store that does not answer is a line in the log. Engine loop.
class AuditLogins {
public:
    static constexpr int kMostPerMinute = 30;

    AuditLogins(ports::AuditLog& audit, const ports::Clock& clock) : m_audit(audit), m_clock(clock) {}

    void noteRefused(const QByteArray& address, const QString& credential, int tries);

private:
    QCoro::Task<void> write(AuditEntry entry);

    ports::AuditLog& m_audit;
    const ports::Clock& m_clock;
    std::deque<std::chrono::nanoseconds> m_written;  ///< in the last minute
    qint64 m_leftOut = 0;
};

}  // namespace tongdai
