#include "engine/work/audit_logins.h"

#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

static const Log auditLoginsLog("audit");

void AuditLogins::noteRefused(const QByteArray& address, const QString& credential, int tries)
{
    const auto now = m_clock.elapsed();
    while (!m_written.empty() && m_written.front() + 1min <= now)
        m_written.pop_front();
    if (int(m_written.size()) >= kMostPerMinute) {
        ++m_leftOut;
        return;
    }
    m_written.push_back(now);
    AuditEntry entry;
    entry.actor = address;
    entry.action = u"login_refused"_s;
    entry.detail = {{u"credential"_s, credential}, {u"tries"_s, tries}};
    if (m_leftOut > 0) entry.detail.insert(u"left_out_before"_s, std::exchange(m_leftOut, 0));
    write(std::move(entry));
}

QCoro::Task<void> AuditLogins::write(AuditEntry entry)
{
    try {
        auto writing = m_audit.audit(std::move(entry));
        co_await writing;
    } catch (const StoreError& error) {
        auditLoginsLog.warn("a refused login was not written into the audit log", {{u"cause"_s, error.cause()}});
    }
}

}  // namespace tongdai
