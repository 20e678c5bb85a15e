#include "engine/host/evidence/evidence_service.h"

#include "engine/domain/conversation/conversation_lists.h"
#include "engine/domain/failpoint.h"
#include "engine/domain/whole_file.h"
#include "engine/evidence/canonical_json.h"
#include "engine/evidence/case_sheet.h"
#include "engine/evidence/evidence_book.h"
#include "engine/evidence/foreign_line.h"
#include "engine/evidence/package_layout.h"
#include "engine/evidence/verify_package.h"
#include "engine/evidence/write_package.h"
#include "engine/host/evidence/export_row.h"

#include <exception>
#include <type_traits>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLinesAPage = 500;

/// Whatever way an export ends, the next one may begin.
struct RunsEnd {
    std::shared_ptr<EvidenceRun> run;
    ~RunsEnd() { run->isOver = true; }
};

constexpr char kOwnEvidence[] = "own";

QString tooManyLines()
{
    return u"it has more than %1 lines"_s.arg(api::Evidence::kMostLines);
}

api::DeskFailure nothingToExport()
{
    return {api::DeskError::NotFound, {}};
}

api::DeskFailure refusedExport(const QString& why)
{
    return {api::DeskError::Refused, why};
}

}  // namespace

EvidenceService::EvidenceService(Ports ports, Options options)
    : m_ports(std::move(ports)), m_options(std::move(options))
{
    m_pool.setMaxThreadCount(1);
}

template <class Work>
auto EvidenceService::away(Work work)
{
    using Result = std::invoke_result_t<Work&>;
    const auto answer = std::make_shared<OneShot<Result>>();
    m_pool.start([this, answer, work = std::move(work)]() mutable {
        const Result result = work();
        QMetaObject::invokeMethod(&m_here, [answer, result] { answer->set(result); });
    });
    return answer;
}

void EvidenceService::stop()
{
    if (const auto run = m_run.lock()) run->isCancelled = true;
}

QCoro::Task<api::Answer<api::EvidenceMade>> EvidenceService::exportConversation(api::EvidenceRequest request,
                                                                                std::shared_ptr<EvidenceRun> run)
{
    const RunsEnd end{run};
    if (const auto refused = m_ports.gate.refusal(Permission::ExportEvidence)) co_return *refused;
    const OperatorId by = m_ports.gate.me();  // whoever sits here now
    m_run = run;
    ExportRow row({m_ports.tasks, m_ports.taskDesk, m_ports.clock}, m_options.owner);
    auto beginning = row.begin(request, m_ports.gate.name(), run);
    co_await beginning;
    api::Answer<api::EvidenceMade> answer;
    std::exception_ptr trouble;
    try {
        auto making = makeFile(request, run, by);
        answer = co_await making;
    } catch (const StoreError&) {
        trouble = std::current_exception();
    }
    auto ending = row.end();
    co_await ending;
    if (trouble) std::rethrow_exception(trouble);
    co_return answer;
}

QCoro::Task<api::Answer<api::EvidenceMade>> EvidenceService::makeFile(api::EvidenceRequest request,
                                                                      std::shared_ptr<EvidenceRun> run, OperatorId by)
{
    const evidence::EvidenceKey key(m_options.secret);
    auto book = std::make_shared<EvidenceBook>();
    book->shop = m_options.shop;
    book->installation = m_ports.installation();
    book->exportedBy = m_ports.gate.name();
    book->exportedAt = m_ports.clock.now();
    book->zone = request.zone;
    book->isMasked = request.isMasked;
    book->withNotes = request.withNotes;
    book->publicKey = key.publicKey();
    auto anchoring = readAnchor();
    book->anchor = co_await anchoring;
    auto reading = readAll(book, request, run);
    const std::optional<api::DeskFailure> failure = co_await reading;
    if (failure) co_return *failure;
    FAILPOINT("export.read");

    api::EvidenceMade made;
    const auto writing = away([book, request, run, key]() -> Written {
        Written written;
        written.problem = evidence::chainBook(*book);
        const auto tellOf = [run](api::EvidenceProgress::Phase phase) {
            return [run, phase](qint64 done, qint64 total) {
                run->note({phase, done, total});
                return !run->isCancelled;
            };
        };
        const auto goOn = tellOf(api::EvidenceProgress::Phase::Writing);
        if (!written.problem.isEmpty()) return written;
        const QByteArray printed = request.print(*book, tellOf(api::EvidenceProgress::Phase::Printing));
        written.isCancelled = run->isCancelled;
        if (printed.isEmpty()) written.problem = u"nothing could be printed"_s;
        if (written.isCancelled || !written.problem.isEmpty()) return written;
        if (request.form == api::EvidenceRequest::Form::Print) {
            written.bytes = printed;
            return written;
        }
        std::vector<evidence::BesideFile> beside{{QString(evidence::kReportFile), printed}};
        if (book->file)
            beside.push_back({QString(evidence::kCaseFile),
                              evidence::canonicalJson(evidence::caseJson(*book->file)).value_or(QByteArray())});
        auto package = evidence::writePackage(*book, key, beside, goOn);
        if (const auto* problem = std::get_if<evidence::PackageProblem>(&package)) {
            written.problem = problem->what;
            written.isCancelled = problem->isCancelled;
        } else {
            written.bytes = std::get<QByteArray>(std::move(package));
        }
        return written;
    });
    const Written written = co_await writing->wait();
    made.isCancelled = written.isCancelled || run->isCancelled;
    if (made.isCancelled) co_return made;
    if (!written.problem.isEmpty()) co_return refusedExport(written.problem);

    // Who cannot be written down does not get it (security S43).
    auto noting = m_ports.audit.audit(entryOf(by, request, *book));
    co_await noting;
    FAILPOINT("export.audited");
    const auto naming =
        away([file = request.file, bytes = written.bytes]() -> QString { return writeWholeFile(file, bytes); });
    const QString problem = co_await naming->wait();
    if (!problem.isEmpty()) co_return refusedExport(problem);
    FAILPOINT("export.named");
    made.file = request.file;
    made.bytes = written.bytes.size();
    made.lines = qint64(book->lines.size());
    made.head = book->head;
    made.publicKey = book->publicKey;
    std::vector<qint64> revs;
    for (const EvidenceLine& line : book->lines)
        revs.push_back(line.message.rev);
    made.hasGaps = !gapsIn(revs, book->expectedRev).empty();
    co_return made;
}

QCoro::Task<std::optional<api::DeskFailure>> EvidenceService::readAll(std::shared_ptr<EvidenceBook> book,
                                                                      api::EvidenceRequest request,
                                                                      std::shared_ptr<EvidenceRun> run)
{
    if (!request.dispute.isEmpty()) {
        auto reading = readCase(book, request.dispute);
        const std::optional<api::DeskFailure> failure = co_await reading;
        // A case goes out with the conversation it is about, and with no other.
        if (failure) co_return *failure;
        if (book->file->shown.ref.thread != request.conversation.bytes()) co_return nothingToExport();
        book->file = evidence::caseToExport(*book->file, book->isMasked, book->withNotes);
    }
    if (!request.source.isEmpty() && request.source != kOwnEvidence) {
        book->source = request.source;
        auto reading = readForeign(book, request.conversation, run);
        std::optional<api::DeskFailure> failure = co_await reading;
        co_return failure;
    }
    auto asking = m_ports.reader.conversation(request.conversation);
    const std::optional<Conversation> conversation = co_await asking;
    if (!conversation) co_return nothingToExport();
    book->conversation = *conversation;
    book->expectedRev = conversation->lastRev;
    auto reading = readLines(book, run);
    const std::optional<QString> refusal = co_await reading;
    if (refusal) co_return refusedExport(*refusal);
    co_return std::nullopt;
}

QCoro::Task<std::optional<api::DeskFailure>> EvidenceService::readCase(std::shared_ptr<EvidenceBook> book,
                                                                       QByteArray dispute)
{
    auto reading = m_ports.cases.caseFile(QUuid::fromString(QLatin1StringView(dispute)));
    book->file = co_await reading;
    if (!book->file) co_return nothingToExport();
    co_return std::nullopt;
}

/// From the newest page back to the first: the source itself is told of the look before the first page.
QCoro::Task<std::optional<api::DeskFailure>> EvidenceService::readForeign(std::shared_ptr<EvidenceBook> book,
                                                                          ConversationId thread,
                                                                          std::shared_ptr<EvidenceRun> run)
{
    const auto found =
        std::ranges::find_if(m_ports.sources, [&](const auto* each) { return each->status().name == book->source; });
    if (found == m_ports.sources.end()) co_return nothingToExport();
    ports::DisputeSource* const source = *found;
    std::vector<DisputeLine> newestFirst;
    std::optional<LineKey> before;
    do {
        auto asking = source->thread(thread.bytes(), before, kLinesAPage);
        const std::optional<DisputeThread> page = co_await asking;
        if (!page) co_return nothingToExport();
        if (!before) book->conversation.customerName = page->title;
        newestFirst.insert(newestFirst.end(), page->lines.rbegin(), page->lines.rend());
        before = page->earlier;
        const auto lines = qint64(newestFirst.size());
        if (lines > api::Evidence::kMostLines) co_return refusedExport(tooManyLines());
        run->note({api::EvidenceProgress::Phase::Reading, lines, 0});
    } while (before && !run->isCancelled);
    book->conversation.id = thread;
    book->target = source->status().target;
    for (auto line = newestFirst.rbegin(); line != newestFirst.rend(); ++line)
        book->lines.push_back(
            evidence::foreignLine(*line, thread, ++book->expectedRev, book->isMasked, book->withNotes));
    co_return std::nullopt;
}

/// Up to the newest line there was when it began. Why it cannot be; nothing: all are there, or it was cancelled.
QCoro::Task<std::optional<QString>> EvidenceService::readLines(std::shared_ptr<EvidenceBook> book,
                                                               std::shared_ptr<EvidenceRun> run)
{
    ThreadQuery query;
    query.conversation = book->conversation.id;
    query.afterRev = 0;
    query.limit = kLinesAPage;
    bool hasMore = true;
    while (hasMore && !run->isCancelled) {
        auto asking = m_ports.reader.thread(query);
        const ThreadPage page = co_await asking;
        for (const StoredMessage& line : page.lines) {
            query.afterRev = line.rev;
            if (line.rev <= book->expectedRev)
                book->lines.push_back(evidence::evidenceLine(line, book->isMasked, book->withNotes));
        }
        hasMore = page.hasMore && !page.lines.empty() && *query.afterRev < book->expectedRev;
        const auto lines = qint64(book->lines.size());
        if (lines > api::Evidence::kMostLines) co_return tooManyLines();
        run->note({api::EvidenceProgress::Phase::Reading, lines, book->expectedRev});
    }
    co_return std::nullopt;
}

QCoro::Task<EvidenceAnchor> EvidenceService::readAnchor()
{
    EvidenceAnchor anchor;
    anchor.state = QString(auditStateName(m_ports.anchor().state));
    const QByteArray installation = m_ports.installation();
    auto asking = m_ports.shelf.heads();
    const std::vector<KeptHead> heads = co_await asking;
    for (auto kept = heads.rbegin(); kept != heads.rend() && !kept->isRestored; ++kept) {
        if (kept->installation != installation) continue;
        anchor.entries = kept->head.n;
        anchor.head = kept->head.hash;
        anchor.keptAt = kept->at;
        break;
    }
    co_return anchor;
}

AuditEntry EvidenceService::entryOf(const OperatorId& by, const api::EvidenceRequest& request,
                                    const EvidenceBook& book) const
{
    const bool isPackage = request.form == api::EvidenceRequest::Form::Package;
    QJsonObject detail{{u"form"_s, isPackage ? u"package"_s : request.printedAs},
                       {u"masked"_s, book.isMasked},
                       {u"notes"_s, book.withNotes},
                       {u"lines"_s, qint64(book.lines.size())},
                       {u"chain_head"_s, QString::fromLatin1(book.head.toHex())}};
    if (book.file) detail.insert(u"case"_s, book.file->shown.number);
    if (!book.source.isEmpty()) detail.insert(u"source"_s, QString::fromUtf8(book.source));
    return {by.bytes(), u"evidence_exported"_s, request.conversation.bytes(), detail};
}

QCoro::Task<api::Answer<EvidenceVerdict>> EvidenceService::verify(QString file)
{
    const auto checking = away([file] { return evidence::verifyPackage(file); });
    const EvidenceVerdict verdict = co_await checking->wait();
    co_return verdict;
}

}  // namespace tongdai
