#pragma once

#include "engine/host/health/hooks_service.h"

#include <QPointer>

namespace tongdai {

/// Incoming hooks as the window sees them. GUI thread; questions are posted to HooksService.
class HooksHost final : public api::Hooks {
    Q_OBJECT
public:
    using api::Hooks::Hooks;

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(HooksService* service) { m_service = service; }
    api::Asked<api::HooksPicture> hooks(qint64 known) override;
    api::Asked<HookDetail> detail(qint64 id) override;
    api::Asked<HookReplay> replay(qint64 id) override;
    api::Asked<std::vector<OutgoingHookState>> outgoing() override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<HooksService> m_service;
};

}  // namespace tongdai
