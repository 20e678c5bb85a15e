#pragma once

#include "engine/host/backup/history_import_service.h"

#include <QPointer>

namespace tongdai {

/// Imports as the window sees them. GUI thread. Questions are posted to HistoryImportService.
class HistoryImportHost final : public api::HistoryImport {
    Q_OBJECT
public:
    using api::HistoryImport::HistoryImport;

    /// The engine is up (or, with null, gone).
    void attach(HistoryImportService* service) { m_service = service; }
    api::Asked<api::ImportLook> look(const QString& file) override;
    api::Asked<api::ImportPreview> preview(const api::ImportPlan& plan) override;
    api::Asked<api::ImportStatus> begin(const api::ImportPlan& plan) override;
    api::Asked<std::optional<api::ImportStatus>> newest() override;
    api::Asked<bool> cancel(qint64 id) override;
    api::Asked<bool> goOn(qint64 id) override;
    void forget() override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<HistoryImportService> m_service;
};

}  // namespace tongdai
