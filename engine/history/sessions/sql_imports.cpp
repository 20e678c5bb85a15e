#include "engine/history/sessions/sql_imports.h"

#include "engine/history/privacy/legal_holds.h"
#include "engine/history/sessions/imported_lines.h"
#include "engine/history/sql_history_calls.h"
#include "engine/history/tasks/task_desk.h"
#include "engine/history/tasks/tasks.h"

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

/// The row of an import that is in work, locked.
struct ImportRow {
    ImportJob job;
    bool isCancelWanted = false;
};

std::optional<ImportRow> lockImport(UnitOfWork& work, const BackgroundTask& task)
{
    const SqlRows rows = work.session().query(
        u"select payload, cancel_wanted from tasks where id = ? and fence = ? and state = 1 {for_update}"_s,
        {task.id, task.fence});
    if (rows.isEmpty()) return std::nullopt;
    SqlRow row(rows[0]);
    const std::optional<ImportJob> job = ImportJob::fromJson(row.nextJson());
    const bool isCancelWanted = row.nextInteger() != 0;
    return job ? std::optional(ImportRow{*job, isCancelWanted}) : std::nullopt;
}

AuditEntry beginningOf(const ImportJob& job)
{
    const QJsonObject detail{{u"sha256"_s, QString::fromLatin1(job.sha256.toHex())}, {u"lines"_s, job.total}};
    return {job.actor, u"history_import_began"_s, {}, detail};
}

AuditEntry endOf(const ImportJob& job, bool isCancelled)
{
    QJsonObject detail{{u"added"_s, job.counts.added}, {u"conversations"_s, job.counts.conversations}};
    if (isCancelled) detail.insert(u"cancelled"_s, true);
    return {job.actor, u"history_imported"_s, {}, detail};
}

ImportStep keepImportPart(UnitOfWork& work, const BackgroundTask& task, const ImportPart& part)
{
    std::vector<ConversationId> conversations;
    conversations.reserve(part.lines.size());
    for (const ImportedLine& line : part.lines)
        conversations.push_back(line.conversation);
    // Both before the task: the order in which everybody locks (guarantees 2.4).
    work.lock(conversations);
    lockPrivacy(work);
    std::optional<ImportRow> row = lockImport(work, task);
    if (!row) return {};
    if (row->isCancelWanted) return {ImportStep::State::Cancelled, row->job};
    ImportJob& job = row->job;
    const qint64 upto = part.from + qint64(part.lines.size());
    // The first try of this may have been committed: then the row says so.
    if (job.upto >= upto) return {ImportStep::State::Kept, job};
    if (job.upto != part.from) return {};
    if (job.upto == 0) work.addAudit(beginningOf(job));
    job.counts += importLines(work, part.lines, *part.people);
    job.upto = upto;
    static const QString note =
        u"update tasks set payload = ?, progress_done = ?, progress_total = ?, updated_at = ?, lease_until = {now} + "
        u"%1 "
        "where id = ? and fence = ?"_s.arg(taskLeaseSeconds());
    work.session().execute(note, {job.json(), job.upto, job.total, work.now(), task.id, task.fence});
    return {ImportStep::State::Kept, job};
}

bool endImportIn(UnitOfWork& work, const WriteJob& write, const BackgroundTask& task, bool isCancelled,
                 const QString& worker)
{
    const auto state = isCancelled ? TaskState::Dead : TaskState::Done;
    const QString reason = isCancelled ? u"cancelled"_s : QString();
    const std::optional<ImportRow> row = lockImport(work, task);
    if (!row) {
        return write.mayBeDone && !work.session()
                                       .query(u"select 1 from tasks where id = ? and fence = ? and state = ?"_s,
                                              {task.id, task.fence, int(state)})
                                       .isEmpty();
    }
    work.addAudit(endOf(row->job, isCancelled));
    if (isCancelled) addTry(work, task.id, {work.now(), worker, reason});
    work.session().execute(
        u"update tasks set state = ?, owner = null, lease_until = 0, last_error = ?, updated_at = ? "
        "where id = ? and fence = ?"_s,
        {int(state), reason, work.now(), task.id, task.fence});
    return true;
}

}  // namespace

QCoro::Task<std::vector<LineFate>> SqlImports::importFates(std::vector<ImportedLine> lines,
                                                           std::shared_ptr<const ImportPeople> people)
{
    return m_history.read("import trial", [lines = std::move(lines), people = std::move(people)](SqlSession& session) {
        return reads::importFates(session, lines, *people);
    });
}

QCoro::Task<ImportStep> SqlImports::keepPart(BackgroundTask task, ImportPart part)
{
    return m_history.writeApart("import lines",
                                [task = std::move(task), part = std::move(part)](UnitOfWork& work, WriteJob&) {
                                    return keepImportPart(work, task, part);
                                });
}

QCoro::Task<bool> SqlImports::endImport(BackgroundTask task, bool isCancelled)
{
    return m_history.write("end import",
                           [task = std::move(task), isCancelled, worker = m_worker](UnitOfWork& work, WriteJob& write) {
                               return endImportIn(work, write, task, isCancelled, worker);
                           });
}

QCoro::Task<std::optional<TaskOnDesk>> SqlImports::newestImport()
{
    return m_history.read("newest import", [](SqlSession& session) { return reads::newestImport(session); });
}

}  // namespace tongdai
