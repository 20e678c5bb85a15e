#include "engine/host/audit/audit_folder.h"

#include <type_traits>

namespace tongdai {

AuditFolder::AuditFolder(QString dataDir) : m_dataDir(std::move(dataDir))
{
    m_pool.setMaxThreadCount(1);
}

template <class Work>
auto AuditFolder::away(Work work)
{
    using Result = std::invoke_result_t<Work&>;
    const auto answer = std::make_shared<OneShot<Result>>();
    m_pool.start([this, answer, work = std::move(work)]() mutable {
        const Result result = work();
        QMetaObject::invokeMethod(&m_here, [answer, result] { answer->set(result); });
    });
    return answer;
}

QCoro::Task<QString> AuditFolder::keep(std::vector<AuditEntry> entries, TimePoint now)
{
    const auto answer = away([dir = m_dataDir, entries, now] { return keepForAudit(dir, entries, now); });
    const QString problem = co_await answer->wait();
    co_return problem;
}

QCoro::Task<std::vector<AuditEntry>> AuditFolder::take()
{
    const auto answer = away([dir = m_dataDir] { return takeKeptAudit(dir); });
    const std::vector<AuditEntry> entries = co_await answer->wait();
    co_return entries;
}

QCoro::Task<void> AuditFolder::forgetTaken()
{
    const auto answer = away([dir = m_dataDir] {
        forgetTakenAudit(dir);
        return true;
    });
    co_await answer->wait();
}

QCoro::Task<std::vector<KeptHead>> AuditFolder::heads()
{
    const auto answer = away([dir = m_dataDir] { return keptHeads(dir); });
    const std::vector<KeptHead> heads = co_await answer->wait();
    co_return heads;
}

QCoro::Task<QString> AuditFolder::keepHead(KeptHead head)
{
    const auto answer = away([dir = m_dataDir, head] { return tongdai::keepHead(dir, head); });
    const QString problem = co_await answer->wait();
    co_return problem;
}

}  // namespace tongdai
