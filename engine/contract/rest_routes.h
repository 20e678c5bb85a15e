#pragma once

#include "engine/domain/people/permission.h"

#include <QByteArrayView>

#include <optional>
#include <span>

namespace tongdai::contract {

/// What a caller must bring.
enum class Permission {
    Open,
    Platform,  ///< `Authorization: Bearer <PANCAKE_ACCESS_TOKEN>`
    Admin,     ///< `Authorization: Bearer <ADMIN_ACCESS_TOKEN>`
    Service,   ///< either of the two: monitoring (security S44)
    Keyed,     ///< either of the two, also in `X-API-KEY` or `X-Platform-Token` (contracts/handle-message §6.4)
};

enum class RouteId {
    Root,
    Health,
    Metrics,
    HandleMessage,
    AdminConversations,
    AdminHealth,
    AdminStats,
    AdminCancel,
    AdminCleanUp,
    ChatThreads,
    ChatOpenThread,
    ChatLetOut,
    ChatThread,
    ChatMessages,
    ChatRead,
    AdminErasures,
    AdminPlanErasure,
    AdminErasePerson,
    AdminNoteErasure,
    AdminHolds,
    AdminPlaceHold,
    AdminReleaseHold,
    AdminPlanRetention,
    AdminApplyRetention,
    AdminAudit,
    AdminVerifyAudit,
    AdminAcceptHistory,
    AdminTasks,
    AdminRetryTask,
    AdminDropTask,
    PeopleSignIn,
    SessionOpen,
    SessionRead,
    SessionHistory,
    SessionList,
    SessionCustomers,
    SessionChange,
    SessionSend,
    AdminChannels,
    AdminChannelBot,
    ConsolidatedMessage,
    ConsolidatedLimits,
    ConsolidatedJob,
    ConsolidatedJobStatus,
    ConsolidatedCancelJob,
    ConsolidatedLock,
    ConsolidatedReleaseLock,
    ConsolidatedStatus,
    DisputeList,
    DisputeDetail,
    DisputeJoin,
    DisputeEligibility,
    DisputePackage,
    DisputeClose,
    DisputeArbitrators,
    DisputeDossiers,
    DisputeMakeDossier,
    DisputeDossierPdf,
    DisputeFees,
    DisputeLock,
    DisputeArbitrator,
    DisputeContext,
    DisputeDecision,
    McpDesk,
    AdminHooks,
    AdminHook,
    AdminReplayHook,
};

/// POST, signed with KIOTVIET_WEBHOOK_SECRET (contracts/kiotviet §4).
inline constexpr char kKiotVietHookPath[] = "/api/v1/kiotviet/webhook";
/// POST, with the page's secret in the query (contracts/pancake §2).
inline constexpr char kPancakeHookPath[] = "/api/v1/pancake/webhook";
inline constexpr char kPancakeHookSecret[] = "secret";

struct RestRoute {
    RouteId id;
    QByteArrayView method;
    QByteArrayView path;  ///< `{name}` stands for one segment
    Permission permission;
    bool takesJson = false;  ///< a body is required, and it is JSON
    /// Of Admin: what a person needs who brings a token of their own instead of the administrator's.
    std::optional<tongdai::Permission> person = {};
};

/// Every REST route of the program, and the only place where one is written down: the router is built from it
/// (contracts/handle-message §2 and §5).
std::span<const RestRoute> restRoutes();

}  // namespace tongdai::contract
