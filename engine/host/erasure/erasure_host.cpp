#include "engine/host/erasure/erasure_host.h"

#include "engine/host/ask.h"

namespace tongdai {

api::Asked<ErasureReport> ErasureHost::plan(const SenderId& customer)
{
    return ask<ErasureReport>(this, m_service, [customer](ErasureService& service) { return service.plan(customer); });
}

api::Asked<ErasureRequest> ErasureHost::note(const SenderId& customer, const ErasureNote& note)
{
    return ask<ErasureRequest>(this, m_service,
                               [customer, note](ErasureService& service) { return service.note(customer, note); });
}

api::Asked<std::vector<OpenErasure>> ErasureHost::open()
{
    return ask<std::vector<OpenErasure>>(this, m_service, [](ErasureService& service) { return service.open(); });
}

api::Asked<api::ErasureDone> ErasureHost::erase(const SenderId& customer)
{
    return ask<api::ErasureDone>(this, m_service,
                                 [customer](ErasureService& service) { return service.erase(customer); });
}

}  // namespace tongdai
