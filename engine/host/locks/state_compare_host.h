#pragma once

#include "engine/api/state_compare.h"
#include "engine/host/locks/state_compare_service.h"

#include <QPointer>

namespace tongdai {

/// One conversation's state side by side, as the window sees it. GUI thread; questions are posted to
/// StateCompareService.
class StateCompareHost final : public api::StateCompare {
    Q_OBJECT
public:
    using api::StateCompare::StateCompare;

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(StateCompareService* service) { m_service = service; }
    api::Asked<api::StatePicture> compare(const ConversationId& conversation) override;
    api::Asked<api::StatePicture> repair(const ConversationId& conversation) override;

private:
    // Only its address is used on this thread; calls are posted to the thread it lives on.
    QPointer<StateCompareService> m_service;
};

}  // namespace tongdai
