#pragma once

#include "engine/domain/dispute/dispute_admin.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// The disputes of another program's chat, for its administrators (contracts/realtime-chat §8). Engine loop; every call
/// ends within a deadline. @throws StoreError
class DisputeAdmin {
public:
    virtual ~DisputeAdmin() = default;

    virtual QCoro::Task<DisputeAdminPage> list(DisputeAdminQuery query) = 0;
    /// Nothing: there is none of this id.
    virtual QCoro::Task<std::optional<QJsonObject>> detail(QString dispute, TimePoint now) = 0;
    /// The access log first; participant and state only where the database is ours to write.
    virtual QCoro::Task<DisputeOutcome> join(DisputeJoin wanted) = 0;
    virtual QCoro::Task<DisputeOutcome> eligibility(QString dispute) = 0;
    /// Every conversation of its contract; the look at each is written down there first.
    virtual QCoro::Task<DisputeOutcome> package(DisputeJoin wanted) = 0;
    virtual QCoro::Task<DisputeOutcome> close(DisputeJoin wanted) = 0;
};

}  // namespace tongdai::ports
