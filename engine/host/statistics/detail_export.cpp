#include "engine/host/statistics/detail_export.h"

#include "engine/domain/store_error.h"
#include "engine/domain/work/background_task.h"
#include "engine/domain/work/one_shot.h"

#include <algorithm>
#include <exception>
#include <type_traits>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastPage = 10;  // conversations: a store that takes too long for so few is not there

api::DeskFailure refusedDetails(const QString& why)
{
    return {api::DeskError::Refused, why};
}

QString utcOf(TimePoint time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODate);
}

}  // namespace

DetailExport::DetailExport(Ports ports) : m_ports(ports)
{
    m_pool.setMaxThreadCount(1);
}

DetailExport::~DetailExport()
{
    m_pool.waitForDone();
    if (m_file) m_file->drop();
}

template <class Work>
auto DetailExport::away(Work work)
{
    using Outcome = std::invoke_result_t<Work&>;
    const auto answer = std::make_shared<OneShot<Outcome>>();
    m_pool.start([this, answer, work = std::move(work)]() mutable {
        const Outcome result = work();
        QMetaObject::invokeMethod(&m_here, [answer, result] { answer->set(result); });
    });
    return answer;
}

void DetailExport::cancel()
{
    if (m_running) m_running->isCancelWanted = true;
}

/// Rows about people leave the shop: that takes what evidence takes, besides the figures themselves.
QCoro::Task<api::Answer<api::DetailsMade>> DetailExport::run(api::DetailRequest request, Tell tell)
{
    if (const auto refused = m_ports.gate.refusal(Permission::SeeStatistics)) co_return *refused;
    if (const auto refused = m_ports.gate.refusal(Permission::ExportEvidence)) co_return *refused;
    if (m_running) co_return refusedDetails(u"another export is under way"_s);
    request.isMasked = request.isMasked || !m_ports.gate.allows(Permission::SeeNumbers);
    const auto work = std::make_shared<RunningWork>();
    work->kind = task_kind::kDetailExport;
    work->since = m_ports.clock.now();
    m_running = work;
    const auto file = std::make_shared<DetailFile>(request.file);
    m_file = file;
    api::Answer<api::DetailsMade> answer;
    std::exception_ptr trouble;
    try {
        auto writing = write(work, file, request, tell);
        answer = co_await writing;
    } catch (...) {  // whatever it was, the next export may begin
        trouble = std::current_exception();
    }
    // What is left of it goes where it was written: a workbook takes its time to be closed.
    const auto dropping = away([file] {
        file->drop();
        return true;
    });
    co_await dropping->wait();
    m_running.reset();
    m_file.reset();
    if (trouble) std::rethrow_exception(trouble);
    co_return answer;
}

QCoro::Task<api::Answer<api::DetailsMade>> DetailExport::write(std::shared_ptr<RunningWork> work,
                                                               std::shared_ptr<DetailFile> file,
                                                               api::DetailRequest request, Tell tell)
{
    const OperatorId by = m_ports.gate.me();  // whoever sits here now
    ConversationFiguresQuery query;
    query.range = request.range;
    auto asking = m_ports.statistics.workingRules();
    query.working = co_await asking;
    const auto opening = away([file, request] { return file->open(request); });
    QString problem = co_await opening->wait();
    api::DetailsMade made;
    for (bool hasMore = true; hasMore && problem.isEmpty() && !work->isCancelWanted;) {
        ConversationFiguresPage page;
        try {
            auto reading = m_ports.statistics.conversationFigures(query);
            page = co_await reading;
        } catch (const StoreError& error) {
            if (error.kind() != StoreError::Kind::TimedOut || query.limit <= kLeastPage) throw;
            query.limit = std::max(kLeastPage, query.limit / 2);
            continue;
        }
        query.after = page.after;
        hasMore = !page.isLast;
        work->done += page.looked;
        work->total = std::max(work->total + page.total, work->done);  // some come while it goes on
        made.rows += qint64(page.rows.size());
        if (made.rows > api::DetailRequest::kMostRows)
            co_return refusedDetails(u"there are more than %1 conversations"_s.arg(api::DetailRequest::kMostRows));
        const auto rows = std::make_shared<std::vector<ConversationFigures>>(std::move(page.rows));
        const auto adding = away([file, rows, isMasked = request.isMasked] {
            if (isMasked) std::ranges::for_each(*rows, maskNumbers);
            return file->add(*rows);
        });
        problem = co_await adding->wait();
        tell({work->done, work->total, made.rows});
    }
    if (problem.isEmpty() && !work->isCancelWanted) {
        const auto finishing = away([file] { return file->finish(); });
        problem = co_await finishing->wait();
    }
    if (!problem.isEmpty()) co_return refusedDetails(problem);
    made.isCancelled = work->isCancelWanted;
    if (made.isCancelled) co_return made;

    // Who cannot be written down does not get it.
    auto noting = m_ports.audit.audit(entryOf(by, request, made.rows));
    co_await noting;
    const auto naming = away([file] { return file->name(); });
    problem = co_await naming->wait();
    if (!problem.isEmpty()) co_return refusedDetails(problem);
    made.file = request.file;
    made.bytes = file->bytes();
    co_return made;
}

AuditEntry DetailExport::entryOf(const OperatorId& by, const api::DetailRequest& request, qint64 rows) const
{
    const QJsonObject detail{{u"form"_s, request.form},
                             {u"masked"_s, request.isMasked},
                             {u"conversations"_s, rows},
                             {u"from"_s, utcOf(request.range.from)},
                             {u"until"_s, utcOf(request.range.to)}};
    return {by.bytes(), u"details_exported"_s, {}, detail};
}

}  // namespace tongdai
