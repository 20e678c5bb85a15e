#include "engine/host/erasure/erasure_host.h"

#include "engine/host/ask.h"

namespace tongdai {

api::Asked<ErasureReport> ErasureHost::plan(const SenderId& customer)
{
    return ask<ErasureReport>(this, m_service, [customer](ErasureService& service) { return service.plan(customer); });
}

api::Asked<api::ErasureDone> ErasureHost::erase(const SenderId& customer)
{
    return ask<api::ErasureDone>(this, m_service,
                                 [customer](ErasureService& service) { return service.erase(customer); });
}

}  // namespace tongdai
