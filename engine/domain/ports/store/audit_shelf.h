#pragma once

#include "engine/domain/dispute/audit_file.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// The files of engine/domain/dispute/audit_file.h, asked from the engine loop without blocking it.
class AuditShelf {
public:
    virtual ~AuditShelf() = default;
    /// What went wrong; empty: kept.
    virtual QCoro::Task<QString> keep(std::vector<AuditEntry> entries, TimePoint now) = 0;
    virtual QCoro::Task<std::vector<AuditEntry>> take() = 0;
    virtual QCoro::Task<void> forgetTaken() = 0;
    virtual QCoro::Task<std::vector<KeptHead>> heads() = 0;
    virtual QCoro::Task<QString> keepHead(KeptHead head) = 0;
};

}  // namespace tongdai::ports
