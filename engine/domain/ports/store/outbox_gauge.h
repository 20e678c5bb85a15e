#pragma once

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// How much waits to leave, cheap enough to be asked every other second. Engine loop; @throws StoreError
class OutboxGauge {
public:
    virtual ~OutboxGauge() = default;
    /// Rows that wait or are on their way.
    virtual QCoro::Task<qint64> outboxWaiting() = 0;
};

}  // namespace tongdai::ports
