#include "engine/host/evidence/evidence_host.h"

#include "engine/host/ask.h"

namespace tongdai {

void EvidenceHost::attach(EvidenceService* service)
{
    m_service = service;
    if (!service) m_run.reset();
}

api::Asked<api::EvidenceMade> EvidenceHost::exportConversation(const api::EvidenceRequest& request)
{
    if (m_run && !m_run->isOver)
        return api::answered<api::EvidenceMade>(
            api::DeskFailure{api::DeskError::Refused, QStringLiteral("another export is under way")});
    if (m_service) {
        m_run = std::make_shared<EvidenceRun>();
        m_run->tell = [this](const api::EvidenceProgress& progress) {
            QMetaObject::invokeMethod(
                this, [this, progress] { emit progressed(progress); }, Qt::QueuedConnection);
        };
    }
    return ask<api::EvidenceMade>(this, m_service, [request, run = m_run](EvidenceService& service) {
        return service.exportConversation(request, run);
    });
}

void EvidenceHost::cancelExport()
{
    if (m_run) m_run->isCancelled = true;
}

api::Asked<EvidenceVerdict> EvidenceHost::verify(const QString& file)
{
    return ask<EvidenceVerdict>(this, m_service, [file](EvidenceService& service) { return service.verify(file); });
}

}  // namespace tongdai
