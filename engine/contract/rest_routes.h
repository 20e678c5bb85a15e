#pragma once

#include <QByteArrayView>

#include <span>

namespace tongdai::contract {

/// What a caller must bring.
enum class Permission {
    Open,
    Platform,  ///< `Authorization: Bearer <PANCAKE_ACCESS_TOKEN>`
    Admin,     ///< `Authorization: Bearer <ADMIN_ACCESS_TOKEN>`
    Service,   ///< either of the two: monitoring (security S44)
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
    AdminPlanErasure,
    AdminErasePerson,
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
};

struct RestRoute {
    RouteId id;
    QByteArrayView method;
    QByteArrayView path;  ///< `{name}` stands for one segment
    Permission permission;
    bool takesJson = false;  ///< a body is required, and it is JSON
};

/// Every REST route of the program, and the only place where one is written down: the router is built from it
/// (contracts/handle-message §2 and §5).
std::span<const RestRoute> restRoutes();

}  // namespace tongdai::contract
