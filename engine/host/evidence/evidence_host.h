#pragma once

#include "engine/host/evidence/evidence_service.h"

#include <QPointer>

namespace tongdai {

/// Evidence as the window sees it. GUI thread. Questions are posted to EvidenceService.
class EvidenceHost final : public api::Evidence {
    Q_OBJECT
public:
    using api::Evidence::Evidence;

    /// The engine is up (or, with null, gone).
    void attach(EvidenceService* service);
    api::Asked<api::EvidenceMade> exportConversation(const api::EvidenceRequest& request) override;
    void cancelExport() override;
    api::Asked<EvidenceVerdict> verify(const QString& file) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<EvidenceService> m_service;
    std::shared_ptr<EvidenceRun> m_run;
};

}  // namespace tongdai
