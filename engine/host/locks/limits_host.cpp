#include "engine/host/locks/limits_host.h"

#include "engine/host/ask.h"

namespace tongdai {

api::Asked<api::LimitsPicture> LimitsHost::limits()
{
    return ask<api::LimitsPicture>(this, m_service, [](LimitsService& service) { return service.limits(); });
}

api::Asked<std::optional<RateUse>> LimitsHost::ofCustomer(const SenderId& customer)
{
    return ask<std::optional<RateUse>>(this, m_service,
                                       [customer](LimitsService& service) { return service.ofCustomer(customer); });
}

}  // namespace tongdai
