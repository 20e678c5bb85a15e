#pragma once

#include "engine/domain/stats_report.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// Counts what the durable store holds. Called on the engine loop, run in many small questions on a reader's thread,
/// so that nobody else waits long for theirs; @throws StoreError.
class Statistics {
public:
    virtual ~Statistics() = default;
    virtual QCoro::Task<StatsReport> statistics(StatsQuery query) = 0;
};

}  // namespace tongdai::ports
