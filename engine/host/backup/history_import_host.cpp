#include "engine/host/backup/history_import_host.h"

#include "engine/host/ask.h"

namespace tongdai {

using ImportService = HistoryImportService;

api::Asked<api::ImportLook> HistoryImportHost::look(const QString& file)
{
    return ask<api::ImportLook>(this, m_service, [file](ImportService& service) { return service.look(file); });
}

api::Asked<api::ImportPreview> HistoryImportHost::preview(const api::ImportPlan& plan)
{
    return ask<api::ImportPreview>(this, m_service, [plan](ImportService& service) { return service.preview(plan); });
}

api::Asked<api::ImportStatus> HistoryImportHost::begin(const api::ImportPlan& plan)
{
    return ask<api::ImportStatus>(this, m_service, [plan](ImportService& service) { return service.begin(plan); });
}

api::Asked<std::optional<api::ImportStatus>> HistoryImportHost::newest()
{
    return ask<std::optional<api::ImportStatus>>(this, m_service,
                                                 [](ImportService& service) { return service.newest(); });
}

api::Asked<bool> HistoryImportHost::cancel(qint64 id)
{
    return ask<bool>(this, m_service, [id](ImportService& service) { return service.cancel(id); });
}

api::Asked<bool> HistoryImportHost::goOn(qint64 id)
{
    return ask<bool>(this, m_service, [id](ImportService& service) { return service.goOn(id); });
}

void HistoryImportHost::forget()
{
    if (ImportService* const there = m_service)
        QMetaObject::invokeMethod(
            there, [there] { there->forget(); }, Qt::QueuedConnection);
}

}  // namespace tongdai
