#pragma once

#include "engine/api/limits.h"
#include "engine/host/locks/limits_service.h"

#include <QPointer>

namespace tongdai {

/// The limits as the window sees them. GUI thread; questions are posted to LimitsService.
class LimitsHost final : public api::Limits {
    Q_OBJECT
public:
    using api::Limits::Limits;

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(LimitsService* service) { m_service = service; }
    api::Asked<api::LimitsPicture> limits() override;
    api::Asked<std::optional<RateUse>> ofCustomer(const SenderId& customer) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<LimitsService> m_service;
};

}  // namespace tongdai
