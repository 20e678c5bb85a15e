#include "engine/host/backup/history_import_service.h"

#include "engine/domain/text/repair_text.h"

#include <QSet>

#include <type_traits>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kImportExampleRows = 20;
constexpr qsizetype kLongestImportExample = 80;
/// Imports are carried out one after the other.
constexpr char kImportPlace[] = "history import";

api::DeskFailure refusedImport(const QString& why)
{
    return {api::DeskError::Refused, why};
}

/// The first thing that stands in it, as it would be read.
QString importExampleOf(const ImportFile& file, const ImportTable& table, int column)
{
    for (size_t row = 0; row < std::min(kImportExampleRows, table.rows.size()); ++row) {
        const QByteArray* const cell = table.cell(row, column);
        const QString text = cell ? repairText(importedText(*cell, file.encoding)).text.simplified() : QString();
        if (!text.isEmpty()) return text.left(kLongestImportExample);
    }
    return {};
}

api::ImportLook importLookOf(const ReadImport& read)
{
    api::ImportLook look;
    look.file = read.path;
    look.bytes = read.bytes;
    look.kind = read.file.kind;
    look.encoding = read.file.encoding;
    look.guess = guessColumns(read.file);
    for (const ImportTable& table : read.file.tables) {
        api::ImportTableLook shown;
        shown.name = table.name;
        shown.rows = qint64(table.rows.size());
        for (int column = 0; column < int(table.columns.size()); ++column)
            shown.columns.push_back({table.columns[column], importExampleOf(read.file, table, column)});
        shown.guess = guessColumnsOf(table);
        look.tables.push_back(std::move(shown));
    }
    return look;
}

api::ImportStatus importStatusOf(const TaskOnDesk& shown)
{
    api::ImportStatus status;
    status.id = shown.task.id;
    status.state = shown.task.state;
    status.isCancelWanted = shown.isCancelWanted;
    status.trouble = shown.task.lastError;
    status.job = ImportJob::fromJson(shown.task.payload).value_or(ImportJob());
    status.changedAt = shown.task.changedAt;
    return status;
}

bool isImportOpen(const TaskOnDesk& shown)
{
    return shown.task.state == TaskState::Waiting || shown.task.state == TaskState::Working;
}

/// Counts as the import itself would, over all its parts.
class ImportTrialSum {
public:
    void add(const ImportedLine& line, LineFate fate)
    {
        const bool isComing = fate == LineFate::Opens || fate == LineFate::New;
        if (isComing && m_seen.contains(line.messageId.bytes())) fate = LineFate::Known;
        switch (fate) {
            case LineFate::Opens: m_opened.insert(line.conversation); [[fallthrough]];
            case LineFate::New:
                ++m_counts.added;
                m_seen.insert(line.messageId.bytes());
                break;
            case LineFate::Known: ++m_counts.known; break;
            case LineFate::Elsewhere: ++m_counts.elsewhere; break;
            case LineFate::Erased: ++m_counts.erased; break;
        }
    }
    ImportCounts counts() const
    {
        ImportCounts all = m_counts;
        all.conversations = m_opened.size();
        return all;
    }

private:
    ImportCounts m_counts;
    QSet<ConversationId> m_opened;
    QSet<QByteArray> m_seen;
};

}  // namespace

HistoryImportService::HistoryImportService(Ports ports) : m_ports(std::move(ports))
{
    m_pool.setMaxThreadCount(1);
}

template <class Work>
auto HistoryImportService::away(Work work)
{
    using Result = std::invoke_result_t<Work&>;
    const auto answer = std::make_shared<OneShot<Result>>();
    m_pool.start([this, answer, work = std::move(work)]() mutable {
        const Result result = work();
        QMetaObject::invokeMethod(&m_here, [answer, result] { answer->set(result); });
    });
    return answer;
}

QCoro::Task<api::Answer<api::ImportLook>> HistoryImportService::look(QString file)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ImportHistory)) co_return *refused;
    forget();  // two files of the largest size at once are too many
    struct Looked {
        std::shared_ptr<const ReadImport> read;
        api::ImportLook look;
        QString problem;
    };
    const auto reading = away([file]() -> Looked {
        const auto read = readImport(file);
        if (const auto* problem = std::get_if<QString>(&read)) return {nullptr, {}, *problem};
        const auto& whole = std::get<std::shared_ptr<const ReadImport>>(read);
        return {whole, importLookOf(*whole), {}};
    });
    const Looked looked = co_await reading->wait();
    if (!looked.read) co_return refusedImport(looked.problem);
    m_read = looked.read;
    co_return looked.look;
}

void HistoryImportService::forget()
{
    m_read.reset();
    m_prepared.reset();
    ++m_question;
}

/// Of the file that was looked at.
QCoro::Task<HistoryImportService::Prepared> HistoryImportService::prepared(api::ImportPlan plan)
{
    const std::shared_ptr<const ReadImport> read = m_read;
    if (!read || read->path != plan.file) co_return u"choose the file once more"_s;
    const std::shared_ptr<const PreparedImport> before = m_prepared;
    if (before && before->map == plan.map && before->zone == plan.zone) co_return before;
    const auto preparing = away([read, plan] { return prepareImport(*read, plan.map, plan.zone); });
    const Prepared made = co_await preparing->wait();
    const auto* lines = std::get_if<std::shared_ptr<const PreparedImport>>(&made);
    if (lines && m_read == read) m_prepared = *lines;
    co_return made;
}

/// Nothing: a newer question has come.
QCoro::Task<std::optional<ImportCounts>> HistoryImportService::tried(std::shared_ptr<const PreparedImport> lines,
                                                                     quint64 question)
{
    const std::vector<ImportedLine>& all = lines->made.lines;
    const std::shared_ptr<const ImportPeople> people(lines, &lines->people);
    ImportTrialSum sum;
    for (size_t at = 0; at < all.size(); at += kTriedAtOnce) {
        if (question != m_question) co_return std::nullopt;
        const size_t end = std::min(all.size(), at + kTriedAtOnce);
        std::vector<ImportedLine> some(all.begin() + qptrdiff(at), all.begin() + qptrdiff(end));
        auto asking = m_ports.imports.importFates(std::move(some), people);
        const std::vector<LineFate> fates = co_await asking;
        for (size_t i = 0; i < fates.size(); ++i)
            sum.add(all[at + i], fates[i]);
    }
    co_return sum.counts();
}

QCoro::Task<api::Answer<api::ImportPreview>> HistoryImportService::preview(api::ImportPlan plan)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ImportHistory)) co_return *refused;
    const quint64 question = ++m_question;
    auto preparing = prepared(plan);
    const Prepared made = co_await preparing;
    if (const auto* problem = std::get_if<QString>(&made)) co_return refusedImport(*problem);
    const auto lines = std::get<std::shared_ptr<const PreparedImport>>(made);
    auto trying = tried(lines, question);
    const std::optional<ImportCounts> counts = co_await trying;
    if (!counts) co_return refusedImport(u"somebody asked anew"_s);
    api::ImportPreview preview;
    preview.lines = qint64(lines->made.lines.size());
    preview.repaired = lines->made.repaired;
    preview.zoneless = lines->made.zoneless;
    preview.leftOut = lines->made.leftOut;
    preview.sample = importSample(lines->made.lines);
    preview.counts = *counts;
    co_return preview;
}

QCoro::Task<api::Answer<api::ImportStatus>> HistoryImportService::begin(api::ImportPlan plan)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ImportHistory)) co_return *refused;
    ImportJob job;
    job.actor = m_ports.gate.me().bytes();
    job.by = m_ports.gate.name();
    auto preparing = prepared(plan);
    const Prepared made = co_await preparing;
    if (const auto* problem = std::get_if<QString>(&made)) co_return refusedImport(*problem);
    const auto lines = std::get<std::shared_ptr<const PreparedImport>>(made);
    auto asking = m_ports.imports.newestImport();
    const std::optional<TaskOnDesk> before = co_await asking;
    if (before && isImportOpen(*before)) co_return refusedImport(u"another import is under way"_s);
    job.path = plan.file;
    job.computer = m_ports.task.computer();
    job.sha256 = lines->sha256;
    job.map = plan.map;
    job.zone = plan.zone;
    job.total = qint64(lines->made.lines.size());
    job.repaired = lines->made.repaired;
    job.leftOut = lines->made.leftOut;
    NewTask task;
    task.kind = QString::fromLatin1(task_kind::kImport);
    task.conversation = ConversationId(kImportPlace);
    task.dedupKey = newImportKey(m_ports.clock.now());
    task.payload = job.json();
    m_ports.task.expect(lines);
    std::vector<NewTask> tasks{task};
    auto adding = m_ports.tasks.addTasks(std::move(tasks));
    co_await adding;
    m_ports.wake();
    forget();
    auto looking = m_ports.imports.newestImport();
    const std::optional<TaskOnDesk> begun = co_await looking;
    if (!begun) co_return refusedImport(u"the import was not found again"_s);
    co_return importStatusOf(*begun);
}

QCoro::Task<api::Answer<std::optional<api::ImportStatus>>> HistoryImportService::newest()
{
    if (const auto refused = m_ports.gate.refusal(Permission::ImportHistory)) co_return *refused;
    auto looking = m_ports.imports.newestImport();
    const std::optional<TaskOnDesk> found = co_await looking;
    std::optional<api::ImportStatus> status;
    if (found) status = importStatusOf(*found);
    co_return status;
}

QCoro::Task<api::Answer<bool>> HistoryImportService::cancel(qint64 id)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ImportHistory)) co_return *refused;
    auto cancelling = m_ports.desk.cancelTask(id, m_ports.gate.me().bytes());
    const bool isCancelled = co_await cancelling;
    co_return isCancelled;
}

QCoro::Task<api::Answer<bool>> HistoryImportService::goOn(qint64 id)
{
    if (const auto refused = m_ports.gate.refusal(Permission::ImportHistory)) co_return *refused;
    auto resolving = m_ports.tasks.resolveTask(id, TaskDecision::Retry, m_ports.gate.me().bytes());
    const bool goesOn = co_await resolving;
    m_ports.wake();
    co_return goesOn;
}

}  // namespace tongdai
