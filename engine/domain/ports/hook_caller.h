#pragma once

#include "engine/domain/shop/outgoing_hook.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// Calls the addresses of outgoing hooks (contracts/connections §3). Engine loop.
class HookCaller {
public:
    virtual ~HookCaller() = default;
    /// One try; never throws, and ends within ten seconds. `key`: the same for the same event.
    virtual QCoro::Task<HookAnswer> post(QString hook, QByteArray key, QByteArray event, QByteArray body) = 0;
};

}  // namespace tongdai::ports
