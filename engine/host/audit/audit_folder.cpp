#include "engine/host/audit/audit_folder.h"

#include <QCoro/QCoroFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace tongdai {

namespace {

template <class Work>
auto onPool(Work work)
{
    using Result = std::invoke_result_t<Work&>;
    const auto promise = std::make_shared<QPromise<Result>>();
    QFuture<Result> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

}  // namespace

QCoro::Task<QString> AuditFolder::keep(std::vector<AuditEntry> entries, TimePoint now)
{
    QFuture<QString> done = onPool([dir = m_dataDir, entries, now] { return keepForAudit(dir, entries, now); });
    const QString problem = co_await done;
    co_return problem;
}

QCoro::Task<std::vector<AuditEntry>> AuditFolder::take()
{
    QFuture<std::vector<AuditEntry>> done = onPool([dir = m_dataDir] { return takeKeptAudit(dir); });
    const std::vector<AuditEntry> entries = co_await done;
    co_return entries;
}

QCoro::Task<void> AuditFolder::forgetTaken()
{
    QFuture<bool> done = onPool([dir = m_dataDir] {
        forgetTakenAudit(dir);
        return true;
    });
    co_await done;
}

QCoro::Task<std::vector<KeptHead>> AuditFolder::heads()
{
    QFuture<std::vector<KeptHead>> done = onPool([dir = m_dataDir] { return keptHeads(dir); });
    const std::vector<KeptHead> heads = co_await done;
    co_return heads;
}

QCoro::Task<QString> AuditFolder::keepHead(KeptHead head)
{
    QFuture<QString> done = onPool([dir = m_dataDir, head] { return tongdai::keepHead(dir, head); });
    const QString problem = co_await done;
    co_return problem;
}

}  // namespace tongdai
