#pragma once

#include "engine/domain/limits/rate_answer.h"
#include "engine/domain/limits/rate_scope.h"

#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai::ports {

/// Limits that all engines of a shop keep together, under named scopes (guarantees 2.10). Best effort: never throws,
/// never waits longer than the command time-out, and counts in this process alone while Redis is away. Engine loop.
class RateLimits {
public:
    virtual ~RateLimits() = default;
    /// One more act of `name`; `act` is unique to it, and the same one again costs nothing while it counts.
    virtual QCoro::Task<RateAnswer> charge(RateScope scope, QByteArray name, QByteArray act) = 0;
    /// One more act of each of these names, or of none: where one has no room, none is charged. One round trip for all
    /// of them. @returns an answer each in their order, which ends with the first that refuses.
    virtual QCoro::Task<std::vector<RateAnswer>> chargeAll(std::vector<RateName> names, QByteArray act) = 0;
};

}  // namespace tongdai::ports
