#pragma once

#include "engine/host/erasure/erasure_service.h"

#include <QPointer>

namespace tongdai {

/// Erasure as the window sees it. GUI thread. Questions are posted to ErasureService.
class ErasureHost final : public api::Erasures {
    Q_OBJECT
public:
    using api::Erasures::Erasures;

    /// The engine is up (or, with null, gone).
    void attach(ErasureService* service) { m_service = service; }
    api::Asked<ErasureReport> plan(const SenderId& customer) override;
    api::Asked<ErasureRequest> note(const SenderId& customer, const ErasureNote& note) override;
    api::Asked<std::vector<OpenErasure>> open() override;
    api::Asked<api::ErasureDone> erase(const SenderId& customer) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<ErasureService> m_service;
};

}  // namespace tongdai
