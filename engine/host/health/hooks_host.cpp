#include "engine/host/health/hooks_host.h"

#include "engine/host/ask.h"

namespace tongdai {

api::Asked<api::HooksPicture> HooksHost::hooks(qint64 known)
{
    return ask<api::HooksPicture>(this, m_service, [known](HooksService& service) { return service.hooks(known); });
}

api::Asked<HookDetail> HooksHost::detail(qint64 id)
{
    return ask<HookDetail>(this, m_service, [id](HooksService& service) { return service.detail(id); });
}

api::Asked<HookReplay> HooksHost::replay(qint64 id)
{
    return ask<HookReplay>(this, m_service, [id](HooksService& service) { return service.replay(id); });
}

api::Asked<std::vector<OutgoingHookState>> HooksHost::outgoing()
{
    return ask<std::vector<OutgoingHookState>>(this, m_service,
                                               [](HooksService& service) { return service.outgoing(); });
}

}  // namespace tongdai
