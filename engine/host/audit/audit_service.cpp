#include "engine/host/audit/audit_service.h"

#include "engine/host/ask.h"

namespace tongdai {

using namespace Qt::StringLiterals;

QCoro::Task<api::Answer<AuditPage>> AuditService::lines(AuditQuery query)
{
    if (const auto refused = m_gate.refusal(Permission::SeeAudit)) co_return *refused;
    if (query.before == 0) {  // going on in what is open is the same look
        AuditEntry entry;
        entry.actor = m_gate.me().bytes();
        entry.action = u"audit_viewed"_s;
        entry.object = query.actor;
        if (!query.action.isEmpty()) entry.detail = {{u"action"_s, query.action}};
        auto noting = m_log.audit(std::move(entry));
        co_await noting;
    }
    const api::SignedIn here = m_gate.implicit();
    query.here = here.id;
    query.hereName = here.name;
    auto reading = m_reader.auditPage(std::move(query));
    AuditPage page = co_await reading;
    co_return page;
}

QCoro::Task<api::Answer<AuditVerdict>> AuditService::verify()
{
    if (const auto refused = m_gate.refusal(Permission::SeeAudit)) co_return *refused;
    const QByteArray actor = m_gate.me().bytes();
    auto verifying = m_log.verifyAudit();
    const AuditVerdict verdict = co_await verifying;
    AuditEntry entry;
    entry.actor = actor;
    entry.action = u"audit_verified"_s;
    entry.detail = {{u"entries"_s, verdict.entries}, {u"whole"_s, !verdict.firstBad}};
    auto noting = m_log.audit(std::move(entry));
    co_await noting;
    co_return verdict;
}

void AuditViewHost::attach(AuditService* service)
{
    m_service = service;
    if (service) emit ready();
}

api::Asked<AuditPage> AuditViewHost::lines(const AuditQuery& query)
{
    return ask<AuditPage>(this, m_service, [query](AuditService& audit) { return audit.lines(query); });
}

api::Asked<AuditVerdict> AuditViewHost::verify()
{
    return ask<AuditVerdict>(this, m_service, [](AuditService& audit) { return audit.verify(); });
}

}  // namespace tongdai
