#pragma once

#include "engine/domain/ports/audit_shelf.h"

#include <functional>

namespace tongdai {

/// The audit log's files in the data folder, read and flushed on threads of the pool. Engine loop.
class AuditFolder final : public ports::AuditShelf {
public:
    explicit AuditFolder(QString dataDir) : m_dataDir(std::move(dataDir)) {}

    QCoro::Task<QString> keep(std::vector<AuditEntry> entries, TimePoint now) override;
    QCoro::Task<std::vector<AuditEntry>> take() override;
    QCoro::Task<void> forgetTaken() override;
    QCoro::Task<std::vector<KeptHead>> heads() override;
    QCoro::Task<QString> keepHead(KeptHead head) override;

private:
    QString m_dataDir;
};

}  // namespace tongdai
