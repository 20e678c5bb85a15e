#include "engine/work/audit/audit_logins.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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
    m_trail.note(std::move(entry));
}

}  // namespace tongdai
