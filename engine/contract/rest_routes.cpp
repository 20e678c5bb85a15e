#include "engine/contract/rest_routes.h"

namespace tongdai::contract {

std::span<const RestRoute> restRoutes()
{
    using enum RouteId;
    using enum Permission;
    static constexpr RestRoute routes[] = {
        {Root, "GET", "/", Open},
        {Health, "GET", "/health", Open},
        {Health, "GET", "/api/v1/health", Open},
        {Metrics, "GET", "/metrics", Service},
        {HandleMessage, "POST", "/api/v1/enhanced-handle-message", Platform, true},
        {AdminConversations, "GET", "/api/v1/admin/conversations", Admin},
        {AdminHealth, "GET", "/api/v1/admin/health", Admin},
        {AdminStats, "GET", "/api/v1/admin/stats", Admin},
        {AdminCancel, "POST", "/api/v1/admin/conversations/{id}/cancel", Admin},
        {AdminCleanUp, "POST", "/api/v1/admin/system/cleanup", Admin},
        // The contract's heading writes it without the prefix; both have been in use.
        {AdminCleanUp, "POST", "/admin/system/cleanup", Admin},
    };
    return routes;
}

}  // namespace tongdai::contract
