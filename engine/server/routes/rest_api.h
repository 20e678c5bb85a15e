#pragma once

#include "engine/domain/health.h"
#include "engine/server/router.h"
#include "engine/server/routes/admin_routes.h"
#include "engine/server/routes/handle_message_route.h"

#include <functional>

namespace tongdai {

/// Gives every row of contract/rest_routes its handler. Engine loop; outlives the router's last request.
class RestApi {
public:
    struct Services {
        HandleMessage& handleMessage;
        AdminActs& adminActs;
        const ports::Clock& clock;
        std::function<HealthLevel()> health;  ///< for the open health routes, which say no more than whether it works
    };
    RestApi(Router& router, Services services);

private:
    QCoro::Task<http::Response> health() const;
    QCoro::Task<http::Response> root() const;

    Services m_services;
    HandleMessageRoute m_handleMessage;
    AdminRoutes m_admin;
};

}  // namespace tongdai
