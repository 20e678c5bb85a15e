#include "engine/host/evidence/export_row.h"

#include "engine/domain/log.h"
#include "engine/domain/ports/live/task_desk.h"

#include <QFileInfo>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

const Log exportRowLog("evidence");

/// One look: how far it is, and whether it may go on. Touches only what it was given.
QCoro::Task<void> tellOfExport(ports::TaskDesk& desk, BackgroundTask task, std::shared_ptr<EvidenceRun> run)
{
    try {
        auto noting = desk.noteProgress(task, run->done, run->total);
        const bool mayGoOn = co_await noting;
        if (!mayGoOn) run->isCancelled = true;
    } catch (const StoreError& error) {
        exportRowLog.debug("progress is not told", {{u"cause"_s, error.cause()}});
    }
}

}  // namespace

QCoro::Task<void> ExportRow::begin(api::EvidenceRequest request, QString by, std::shared_ptr<EvidenceRun> run)
{
    NewTask task;
    task.kind = QString::fromLatin1(task_kind::kExport);
    task.conversation = request.conversation;
    task.dedupKey = "export:" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    task.payload = {{u"file"_s, QFileInfo(request.file).fileName()}, {u"by"_s, by}};
    task.maxAttempts = 1;
    auto beginning = m_ports.tasks.beginTask(std::move(task), m_owner);
    m_task = co_await beginning;
    m_telling.emplace(m_ports.clock, kTellEvery,
                      [&desk = m_ports.desk, begun = m_task, run] { return tellOfExport(desk, begun, run); });
    m_telling->start(kTellEvery);
}

QCoro::Task<void> ExportRow::end()
{
    m_telling.reset();
    try {
        auto settling = m_ports.tasks.settleTask(m_task, {});
        co_await settling;
    } catch (const StoreError& error) {
        exportRowLog.warn("the end of an export is not written down", {{u"cause"_s, error.cause()}});
    }
}

}  // namespace tongdai
