#pragma once

#include "engine/api/answer.h"
#include "engine/domain/ids.h"
#include "engine/domain/limits/rate_scope.h"

#include <QObject>

#include <optional>
#include <vector>

namespace tongdai::api {

/// A limit that stands.
struct StandingLimit {
    RateScope scope = RateScope::ChatUser;
    RateRule rule;
    friend bool operator==(const StandingLimit&, const StandingLimit&) = default;
};
/// The limits of this engine as they are now (features E9).
struct LimitsPicture {
    std::vector<RateUse> uses;  ///< who is near one or was held back in the last minutes; held back first
    std::vector<StandingLimit> limits;
    qint64 heldBack = 0;    ///< since this engine started
    bool isShared = false;  ///< Redis counts for all engines; else each counts alone
    TimePoint at{};
};

/// Who is near a limit, and who was held back. Lives on the GUI thread.
class Limits : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Asked<LimitsPicture> limits() = 0;
    /// How a customer stands with the messages they may write; nothing: far from every limit.
    /// Somebody who does not see all conversations (features I2) is not told: NotFound.
    virtual Asked<std::optional<RateUse>> ofCustomer(const SenderId& customer) = 0;
};

}  // namespace tongdai::api
