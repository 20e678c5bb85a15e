#pragma once

#include "engine/domain/conversation/outbox.h"

#include <QCoro/QCoroTask>

namespace tongdai {

/// What becomes of an execute_api (contracts/connections §1).
struct CallVerdict {
    enum class Kind : quint8 {
        Refused,      ///< no such connection, or arguments it does not take
        NeedsPerson,  ///< made once a person says yes
        Allowed,
    };
    Kind kind = Kind::Refused;
    QString why;  ///< of a refusal
};

/// How the error of an outbox row begins whose call waits for a person, or was made by nobody knows whom; the name of
/// the connection follows.
inline constexpr QLatin1StringView kCallNeedsYes{"call needs a person's yes: "};
inline constexpr QLatin1StringView kCallMayBeDone{"call may have been made before: "};
/// The name and the cause follow, parted by ": ".
inline constexpr QLatin1StringView kCallFailed{"call failed: "};

namespace ports {

/// Calls of services by the names the settings give them. Engine loop.
class ServiceCalls {
public:
    virtual ~ServiceCalls() = default;
    /// `data` of an execute_api: {name, arguments}. Untrusted.
    virtual CallVerdict judge(const QJsonObject& data) const = 0;
    /// One try; never throws. `key`: hex, the same for the same call.
    virtual QCoro::Task<SendOutcome> call(QJsonObject data, QByteArray key) = 0;
};

}  // namespace ports
}  // namespace tongdai
