#pragma once

#include "engine/domain/people/privacy.h"
#include "engine/history/store/unit_of_work.h"

/// The audit log: append-only, each entry's hash covers the one before (guarantees 2.15). Written in the act's own
/// transaction, numbered under the lock of a counter row. People and conversations stand in it as pseudonyms.
/// Who may write to the database can forge the whole chain: its heads are kept outside as well
/// (engine/work/audit/audit_anchor.h).
namespace tongdai {

/// A key of this store, made at its first use.
QByteArray storeKey(UnitOfWork& work, const QString& name);
/// HMAC-SHA-256 of an id.
QByteArray pseudonymUnder(const QByteArray& key, QByteArrayView id);
/// The same under this store's own key, which is made at its first use.
QByteArray pseudonym(UnitOfWork& work, QByteArrayView id);
/// The same, with nothing made: empty where this store has no such key yet.
QByteArray knownPseudonym(SqlSession& session, QByteArrayView id);
/// Takes the lock under which entries are numbered: for UnitOfWork::commit(), once nothing else is waited for but the
/// events' counter. Everybody else says addAudit().
void appendAudit(UnitOfWork& work, const AuditEntry& entry);

namespace reads {
std::vector<AuditLine> auditLines(SqlSession& session, int limit);
AuditVerdict verifyAudit(SqlSession& session);
AuditLook lookAtAudit(SqlSession& session, qint64 then);
}  // namespace reads

}  // namespace tongdai
