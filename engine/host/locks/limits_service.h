#pragma once

#include "engine/api/limits.h"
#include "engine/domain/limits/rate_ledger.h"
#include "engine/host/people/desk_gate.h"
#include "engine/state/redis/connection/health.h"

#include <QCoro/QCoroTask>

#include <memory>

namespace tongdai {

/// The Limits tab's half on the engine loop; LimitsHost is the half on the GUI thread. Reads this process' ledger: no
/// question goes to Redis.
class LimitsService final : public QObject {
    Q_OBJECT
public:
    LimitsService(std::shared_ptr<RateLedger> ledger, const redis::Health& health, const ports::Clock& clock,
                  const DeskGate& gate);

    QCoro::Task<api::Answer<api::LimitsPicture>> limits();
    QCoro::Task<api::Answer<std::optional<RateUse>>> ofCustomer(SenderId customer);

private:
    std::shared_ptr<RateLedger> m_ledger;
    const redis::Health& m_health;
    const ports::Clock& m_clock;
    const DeskGate& m_gate;
};

}  // namespace tongdai
