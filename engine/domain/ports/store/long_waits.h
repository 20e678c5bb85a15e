#pragma once

#include "engine/domain/conversation/long_wait.h"
#include "engine/domain/ports/store/conversation_store.h"
#include "engine/domain/shop/working_hours.h"

#include <QCoro/QCoroTask>

#include <optional>
#include <vector>

namespace tongdai::ports {

struct LongWaitPage {
    std::vector<LongWait> waits;  ///< longest first
    bool hasMore = false;
    TimePoint now{};     ///< by the store's clock
    WorkingRules rules;  ///< when somebody is there to come
};

/// Customers who wait for a person while nobody has their conversation. What was done for one stands in the thread: it
/// survives a restart, and of several engines one does it (guarantees 2.4). Engine loop. @throws StoreError: nothing is
/// known to have changed, repeating is safe.
class LongWaits {
public:
    virtual ~LongWaits() = default;

    /// Those who have waited for at least `atLeast` by the store's clock, behind `after` in the order of their waits;
    /// without made-up customers.
    virtual QCoro::Task<LongWaitPage> longWaits(std::chrono::minutes atLeast, std::optional<LongWait> after,
                                                int limit) = 0;
    /// Without a line where it was done before, somebody came, or the customer waits anew.
    virtual QCoro::Task<OperatorActOutcome> nobodyCame(NobodyCame step) = 0;
};

}  // namespace tongdai::ports
