#pragma once

#include "engine/server/router.h"
#include "engine/work/desk/hook_inspector.h"

namespace tongdai {

/// The administrator's routes about incoming hooks (features E7): the newest calls, one of them, and what would happen
/// if it came again. Persons without the right to see what is masked get dots. Engine loop; outlives the router's last
/// request.
class HookRoutes {
public:
    struct Services {
        HookInspector& inspector;
        /// Whose token it brought; a program's counts as the administrator's.
        std::function<bool(const http::Request&, Permission)> may;
    };
    HookRoutes(Router& router, Services services);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    QCoro::Task<http::Response> list(ExchangePtr exchange);
    QCoro::Task<http::Response> detail(ExchangePtr exchange);
    QCoro::Task<http::Response> replay(ExchangePtr exchange);
    bool isMaskedFor(const http::Request& request) const { return !m_services.may(request, Permission::RevealMasked); }

    Services m_services;
};

}  // namespace tongdai
