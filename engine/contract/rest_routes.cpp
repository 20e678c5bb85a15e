#include "engine/contract/rest_routes.h"

namespace tongdai::contract {

std::span<const RestRoute> restRoutes()
{
    using enum RouteId;
    using enum Permission;
    using Act = tongdai::Permission;
    static constexpr RestRoute routes[] = {
        {Root, "GET", "/", Open},
        {Health, "GET", "/health", Open},
        {Health, "GET", "/api/v1/health", Open},
        {Metrics, "GET", "/metrics", Service},
        {HandleMessage, "POST", "/api/v1/enhanced-handle-message", Platform, true},
        {AdminConversations, "GET", "/api/v1/admin/conversations", Admin, false, Act::SeeConversations},
        {AdminHealth, "GET", "/api/v1/admin/health", Admin, false, Act::SeeStatistics},
        {AdminStats, "GET", "/api/v1/admin/stats", Admin, false, Act::SeeStatistics},
        {AdminCancel, "POST", "/api/v1/admin/conversations/{id}/cancel", Admin, false, Act::ReleaseLocks},
        {AdminCleanUp, "POST", "/api/v1/admin/system/cleanup", Admin, false, Act::ReleaseLocks},
        // The contract's heading writes it without the prefix; both have been in use.
        {AdminCleanUp, "POST", "/admin/system/cleanup", Admin, false, Act::ReleaseLocks},
        // contracts/realtime-chat §8: the handlers check the user's own token.
        {ChatThreads, "GET", "/api/chat/threads", Open},
        {ChatOpenThread, "POST", "/api/chat/threads", Admin, true, Act::Answer},
        {ChatLetOut, "DELETE", "/api/chat/threads/{id}/participants/{userId}", Admin, false, Act::Answer},
        {ChatThread, "GET", "/api/chat/threads/{id}", Open},
        {ChatMessages, "GET", "/api/chat/threads/{id}/messages", Open},
        {ChatRead, "POST", "/api/chat/threads/{id}/read", Open, true},
        {DisputeList, "GET", "/api/admin/disputes", Open},
        {DisputeDetail, "GET", "/api/admin/disputes/{id}", Open},
        {DisputeJoin, "POST", "/api/admin/disputes/{id}/join", Open},
        {DisputeEligibility, "GET", "/api/dispute-document-export/{id}/eligibility", Open},
        {DisputePackage, "GET", "/api/dispute-document-export/{id}/package", Open},
        {DisputeClose, "POST", "/api/dispute-document-export/{id}/close", Open, true},
        {DisputeArbitrators, "GET", "/api/admin/disputes/arbitrators", Open},
        {DisputeDossiers, "GET", "/api/admin/disputes/{id}/dossiers", Open},
        {DisputeMakeDossier, "POST", "/api/admin/disputes/{id}/dossiers", Open},
        {DisputeDossierPdf, "GET", "/api/admin/disputes/{id}/dossiers/{dossier}/pdf", Open},
        {DisputeFees, "POST", "/api/admin/disputes/{id}/request-arbitration-fees", Open},
        {DisputeLock, "POST", "/api/admin/disputes/{id}/lock", Open},
        {DisputeArbitrator, "POST", "/api/admin/disputes/{id}/arbitrator", Open},
        {DisputeContext, "GET", "/api/admin/disputes/{id}/arbitration/context", Open},
        {DisputeDecision, "POST", "/api/admin/disputes/{id}/arbitration/decision", Open},
        {AdminErasures, "GET", "/api/v1/admin/erasures", Admin, false, Act::ErasePeople},
        {AdminPlanErasure, "GET", "/api/v1/admin/people/{id}/erasure", Admin, false, Act::ErasePeople},
        {AdminErasePerson, "POST", "/api/v1/admin/people/{id}/erasure", Admin, false, Act::ErasePeople},
        {AdminNoteErasure, "PUT", "/api/v1/admin/people/{id}/erasure", Admin, true, Act::ErasePeople},
        {AdminHolds, "GET", "/api/v1/admin/holds", Admin, false, Act::ReviewDisputes},
        {AdminPlaceHold, "POST", "/api/v1/admin/holds", Admin, true, Act::PlaceHolds},
        {AdminReleaseHold, "DELETE", "/api/v1/admin/holds/{id}", Admin, false, Act::PlaceHolds},
        {AdminPlanRetention, "GET", "/api/v1/admin/retention", Admin, false, Act::ErasePeople},
        {AdminApplyRetention, "POST", "/api/v1/admin/retention", Admin, false, Act::ErasePeople},
        {AdminAudit, "GET", "/api/v1/admin/audit", Admin, false, Act::SeeAudit},
        {AdminVerifyAudit, "GET", "/api/v1/admin/audit/verify", Admin, false, Act::SeeAudit},
        {AdminAcceptHistory, "POST", "/api/v1/admin/audit/accept", Admin, false, Act::AcceptHistory},
        {AdminTasks, "GET", "/api/v1/admin/tasks", Admin, false, Act::SeeLocks},
        {AdminRetryTask, "POST", "/api/v1/admin/tasks/{id}/retry", Admin, false, Act::ReleaseLocks},
        {AdminDropTask, "POST", "/api/v1/admin/tasks/{id}/drop", Admin, false, Act::ReleaseLocks},
        {AdminHooks, "GET", "/api/v1/admin/hooks", Admin, false, Act::SeeLocks},
        {AdminHook, "GET", "/api/v1/admin/hooks/{id}", Admin, false, Act::SeeLocks},
        {AdminReplayHook, "POST", "/api/v1/admin/hooks/{id}/replay", Admin, false, Act::SeeLocks},
        {PeopleSignIn, "POST", "/api/v1/people/sign-in", Open, true},
        // contracts/background §2: a web session belongs to whoever knows its id.
        {SessionOpen, "POST", "/chat/session", Open},
        {SessionRead, "GET", "/chat/session/{id}", Open},
        {SessionHistory, "GET", "/chat/history/{id}", Open},
        {SessionList, "GET", "/chat/admin/history", Admin, false, Act::SeeConversations},
        {SessionCustomers, "GET", "/chat/admin/customers", Admin, false, Act::SeeConversations},
        {SessionChange, "PATCH", "/chat/{id}", Admin, true, Act::Answer},
        {SessionSend, "POST", "/chat/send_message", Admin, true, Act::Answer},
        {AdminChannels, "GET", "/api/v1/admin/channels", Admin, false, Act::SeeConversations},
        {AdminChannelBot, "PUT", "/api/v1/admin/channels/{id}/bot", Admin, true, Act::ChangeSettings},
        // contracts/handle-message §6.4: the token stands in one of three headers.
        {ConsolidatedMessage, "POST", "/api/v1/chat/message", Keyed, true},
        {ConsolidatedLimits, "GET", "/api/v1/chat/context/limits", Keyed},
        {ConsolidatedJob, "GET", "/api/v1/chat/job/{id}", Keyed},
        {ConsolidatedJobStatus, "GET", "/api/v1/chat/job/{id}/status", Keyed},
        {ConsolidatedCancelJob, "DELETE", "/api/v1/chat/job/{id}", Keyed},
        {ConsolidatedLock, "GET", "/api/v1/chat/conversation/{id}/lock", Keyed},
        {ConsolidatedReleaseLock, "DELETE", "/api/v1/chat/conversation/{id}/lock", Keyed},
        {ConsolidatedStatus, "GET", "/api/v1/chat/handler/status", Keyed},
        {ConsolidatedStatus, "GET", "/api/v1/status/handler", Keyed},
        // contracts/mcp §3: the handler checks a token of its own.
        {McpDesk, "POST", "/mcp", Open, true},
    };
    return routes;
}

}  // namespace tongdai::contract
