#pragma once

#include "engine/domain/ports/store/audit_shelf.h"
#include "engine/domain/work/one_shot.h"

#include <QThreadPool>

#include <memory>

namespace tongdai {

/// The audit log's files in the data folder, read and flushed on a thread of its own, in the order of the calls. Engine
/// loop. Its end waits for what is under way; whoever awaits that is not resumed any more.
class AuditFolder final : public ports::AuditShelf {
public:
    explicit AuditFolder(QString dataDir);

    QCoro::Task<QString> keep(std::vector<AuditEntry> entries, TimePoint now) override;
    QCoro::Task<std::vector<AuditEntry>> take() override;
    QCoro::Task<void> forgetTaken() override;
    QCoro::Task<std::vector<KeptHead>> heads() override;
    QCoro::Task<QString> keepHead(KeptHead head) override;

private:
    template <class Work>
    auto away(Work work);

    QString m_dataDir;
    QObject m_here;      ///< answers come by posted calls
    QThreadPool m_pool;  ///< last: its end waits
};

}  // namespace tongdai
