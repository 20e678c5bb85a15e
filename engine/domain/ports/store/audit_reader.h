#pragma once

#include "engine/domain/dispute/audit_page.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// The audit log for people to read: pseudonyms of the shop's own people are turned into their names, which only this
/// store can. Called on the engine loop. @throws StoreError
class AuditReader {
public:
    virtual ~AuditReader() = default;
    virtual QCoro::Task<AuditPage> auditPage(AuditQuery query) = 0;
};

}  // namespace tongdai::ports
