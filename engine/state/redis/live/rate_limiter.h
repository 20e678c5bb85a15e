#pragma once

#include "engine/domain/limits/rate_ledger.h"
#include "engine/domain/ports/live/rate_limits.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/script.h"

#include <memory>

namespace tongdai::redis {

/// The limits that all engines keep together: one sliding window in Redis for each name, charged in one script, and
/// this process' own ledger beside it (guarantees 2.10). While Redis is away the ledger alone counts. Engine loop; the
/// connection and the health must live as long as this.
class RateLimiter final : public ports::RateLimits {
public:
    RateLimiter(Connection& connection, const Health& health, std::shared_ptr<RateLedger> ledger);

    QCoro::Task<RateAnswer> charge(RateScope scope, QByteArray name, QByteArray act) override;
    QCoro::Task<std::vector<RateAnswer>> chargeAll(std::vector<RateName> names, QByteArray act) override;
    /// One under a rule and a key of the caller's.
    QCoro::Task<RateAnswer> charge(RateScope scope, QByteArray name, QByteArray act, RateRule rule, QByteArray key);

private:
    struct Charge {
        size_t place = 0;  ///< of its name and its answer among the caller's
        RateRule rule;
        QByteArray key;
    };
    QCoro::Task<std::vector<RateAnswer>> share(std::vector<RateName> names, std::vector<RateAnswer> answers,
                                               std::vector<Charge> charges, QByteArray act);

    Connection& m_connection;
    const Health& m_health;
    std::shared_ptr<RateLedger> m_ledger;
    Script m_script{"rate_limit"};
};

}  // namespace tongdai::redis
