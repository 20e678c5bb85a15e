#pragma once

#include <QLatin1StringView>
#include <QStringView>

#include <array>
#include <optional>

/// Who may do what at the desk (features I1): five roles and one matrix, asked by the engine's gate before every act of
/// a person, by the REST routes and by sockets; windows only reflect it. Pure; any thread.
namespace tongdai {

/// The numbers stand in the store: they never change.
enum class Role : quint8 { Operator = 0, Supervisor = 1, DisputeReviewer = 2, Administrator = 3, Auditor = 4 };
inline constexpr std::array kAllRoles{Role::Operator, Role::Supervisor, Role::DisputeReviewer, Role::Administrator,
                                      Role::Auditor};
/// As it stands in tokens, the audit log and on the wire: "operator", "dispute_reviewer", …
QLatin1StringView roleName(Role role);
std::optional<Role> roleOf(QStringView name);

enum class Permission : quint8 {
    SeeConversations,  ///< lists, threads, search
    SeeNumbers,        ///< telephone, card and identity numbers in them as they were written; else dots (features F11)
    Answer,            ///< take, take over, hand back, write, note, close
    DecideDeliveries,  ///< what becomes of a line that did not arrive
    SeeStatistics,
    SeeLocks,        ///< locks, queues and what waits in them
    ReleaseLocks,    ///< forced release; what becomes of dead letters and tasks
    ReviewDisputes,  ///< cases, their threads and evidence
    JudgeDisputes,   ///< notes, verdicts, joining a thread
    RevealMasked,    ///< a masked line, with a reason
    ExportEvidence,
    PlaceHolds,      ///< place and release legal holds
    ErasePeople,     ///< erasure of customers, retention
    SeeAudit,        ///< read the audit log, verify its chain
    AcceptHistory,   ///< a history that is not the one it was is the right one all the same
    ManageSample,    ///< open and remove the sample shop
    SeeSecrets,      ///< tokens of the shop
    ChangeSettings,  ///< the Setup page; restart the engine
    BackUp,
    RestoreShop,    ///< restore a backup, move the shop to a server
    ImportHistory,  ///< bring another system's history
    ManagePeople,
    ViewAs,  ///< see the desk as another role does
};
inline constexpr int kPermissionCount = int(Permission::ViewAs) + 1;

/// "answer", "see_audit", …: for refusals, the log and the wire.
QLatin1StringView permissionName(Permission permission);
bool may(Role role, Permission permission);

}  // namespace tongdai
