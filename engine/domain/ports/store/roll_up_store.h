#pragma once

#include "engine/domain/work/background_task.h"

#include <QCoro/QCoroTask>

#include <optional>

namespace tongdai::ports {

/// Counts hours that are over once and keeps their sums (domain/stats_sum.h), so that a year is read and not counted.
/// Called on the engine loop; counting is a question, writing a transaction of the writer. @throws StoreError
class RollUpStore {
public:
    virtual ~RollUpStore() = default;

    /// A name for what is to be done, the same until it was; nothing: every hour that is over was counted.
    virtual QCoro::Task<std::optional<QByteArray>> hoursToRollUp() = 0;
    enum class Written : quint8 {
        More,       ///< some hours; there are others
        Last,       ///< nothing is left for now
        Overtaken,  ///< somebody else wrote others meanwhile: nothing was changed, and it is to be tried again
        NotOurs,    ///< the task was taken over: nothing was changed
    };
    /// Some hours, a bounded number.
    virtual QCoro::Task<Written> rollUpNext(BackgroundTask task) = 0;
};

}  // namespace tongdai::ports
