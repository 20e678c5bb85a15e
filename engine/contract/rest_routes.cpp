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
        // contracts/realtime-chat §8: the handlers check the user's own token.
        {ChatThreads, "GET", "/api/chat/threads", Open},
        {ChatOpenThread, "POST", "/api/chat/threads", Admin, true},
        {ChatLetOut, "DELETE", "/api/chat/threads/{id}/participants/{userId}", Admin},
        {ChatThread, "GET", "/api/chat/threads/{id}", Open},
        {ChatMessages, "GET", "/api/chat/threads/{id}/messages", Open},
        {ChatRead, "POST", "/api/chat/threads/{id}/read", Open, true},
        {AdminPlanErasure, "GET", "/api/v1/admin/people/{id}/erasure", Admin},
        {AdminErasePerson, "POST", "/api/v1/admin/people/{id}/erasure", Admin},
        {AdminHolds, "GET", "/api/v1/admin/holds", Admin},
        {AdminPlaceHold, "POST", "/api/v1/admin/holds", Admin, true},
        {AdminReleaseHold, "DELETE", "/api/v1/admin/holds/{id}", Admin},
        {AdminPlanRetention, "GET", "/api/v1/admin/retention", Admin},
        {AdminApplyRetention, "POST", "/api/v1/admin/retention", Admin},
        {AdminAudit, "GET", "/api/v1/admin/audit", Admin},
        {AdminVerifyAudit, "GET", "/api/v1/admin/audit/verify", Admin},
        {AdminAcceptHistory, "POST", "/api/v1/admin/audit/accept", Admin},
        {AdminTasks, "GET", "/api/v1/admin/tasks", Admin},
        {AdminRetryTask, "POST", "/api/v1/admin/tasks/{id}/retry", Admin},
        {AdminDropTask, "POST", "/api/v1/admin/tasks/{id}/drop", Admin},
    };
    return routes;
}

}  // namespace tongdai::contract
