#pragma once

#include "engine/domain/shop/health.h"
#include "engine/server/router.h"
#include "engine/server/routes/admin_routes.h"
#include "engine/server/routes/handle_message_route.h"
#include "engine/server/routes/metrics_text.h"

#include <functional>

namespace tongdai {

namespace ports {
class Clock;
class Statistics;
}  // namespace ports

class AdminActs;
class AdmitSender;
class HandleMessage;

/// Gives every row of contract/rest_routes its handler. Engine loop; outlives the router's last request.
class RestApi {
public:
    struct Services {
        HandleMessage& handleMessage;
        AdmitSender& admitSender;
        AdminActs& adminActs;
        const ports::Clock& clock;
        std::function<HealthSnapshot()> health;
        std::function<Metrics()> metrics = {};    ///< for /metrics, beside health
        QByteArray sampleKey = {};                ///< of HandleMessageRoute
        ports::Statistics* statistics = nullptr;  ///< of AdminRoutes
    };
    RestApi(Router& router, Services services);

private:
    QCoro::Task<http::Response> health(std::shared_ptr<http::Exchange> exchange) const;
    QCoro::Task<http::Response> metrics() const;
    QCoro::Task<http::Response> root() const;

    Router& m_router;
    Services m_services;
    HandleMessageRoute m_handleMessage;
    AdminRoutes m_admin;
};

}  // namespace tongdai
