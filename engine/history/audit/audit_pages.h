#pragma once

#include "engine/domain/dispute/audit_page.h"
#include "engine/history/store/sql_session.h"

namespace tongdai::reads {

/// By key, never by offset: a log of any length is read in pieces of the same cost.
AuditPage auditPage(SqlSession& session, const AuditQuery& query);

}  // namespace tongdai::reads
