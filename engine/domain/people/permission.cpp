#include "engine/domain/people/permission.h"

namespace tongdai {

namespace {

constexpr quint8 bitOf(Role role)
{
    return quint8(1U << quint8(role));
}

constexpr quint8 kOperatorBit = bitOf(Role::Operator);
constexpr quint8 kSupervisorBit = bitOf(Role::Supervisor);
constexpr quint8 kReviewerBit = bitOf(Role::DisputeReviewer);
constexpr quint8 kAdministratorBit = bitOf(Role::Administrator);
constexpr quint8 kAuditorBit = bitOf(Role::Auditor);
constexpr quint8 kDeskBits = kOperatorBit | kSupervisorBit | kAdministratorBit;
constexpr quint8 kLeadBits = kSupervisorBit | kAdministratorBit;

struct PermissionRow {
    Permission permission;
    QLatin1StringView name;
    quint8 roles;
};

/// The matrix: a line for each permission, in the order of the enumeration.
constexpr PermissionRow kMatrix[] = {
    {Permission::SeeConversations, QLatin1StringView("see_conversations"), kDeskBits | kReviewerBit | kAuditorBit},
    {Permission::SeeNumbers, QLatin1StringView("see_numbers"), kDeskBits},
    {Permission::Answer, QLatin1StringView("answer"), kDeskBits},
    {Permission::DecideDeliveries, QLatin1StringView("decide_deliveries"), kDeskBits},
    {Permission::SeeStatistics, QLatin1StringView("see_statistics"), kLeadBits | kAuditorBit},
    {Permission::SeeLocks, QLatin1StringView("see_locks"), kLeadBits | kAuditorBit},
    {Permission::ReleaseLocks, QLatin1StringView("release_locks"), kLeadBits},
    {Permission::ReviewDisputes, QLatin1StringView("review_disputes"), kLeadBits | kReviewerBit | kAuditorBit},
    {Permission::JudgeDisputes, QLatin1StringView("judge_disputes"), kReviewerBit | kAdministratorBit},
    {Permission::RevealMasked, QLatin1StringView("reveal_masked"), kReviewerBit | kAdministratorBit},
    {Permission::ExportEvidence, QLatin1StringView("export_evidence"), kReviewerBit | kAdministratorBit},
    {Permission::PlaceHolds, QLatin1StringView("place_holds"), kReviewerBit | kAdministratorBit},
    {Permission::ErasePeople, QLatin1StringView("erase_people"), kAdministratorBit},
    {Permission::SeeAudit, QLatin1StringView("see_audit"), kAdministratorBit | kAuditorBit},
    {Permission::AcceptHistory, QLatin1StringView("accept_history"), kAdministratorBit},
    {Permission::ManageSample, QLatin1StringView("manage_sample"), kLeadBits},
    {Permission::SeeSecrets, QLatin1StringView("see_secrets"), kAdministratorBit},
    {Permission::ChangeSettings, QLatin1StringView("change_settings"), kAdministratorBit},
    {Permission::BackUp, QLatin1StringView("back_up"), kAdministratorBit},
    {Permission::RestoreShop, QLatin1StringView("restore_shop"), kAdministratorBit},
    {Permission::ImportHistory, QLatin1StringView("import_history"), kAdministratorBit},
    {Permission::ManagePeople, QLatin1StringView("manage_people"), kAdministratorBit},
    {Permission::ViewAs, QLatin1StringView("view_as"), kAdministratorBit},
};
static_assert(std::size(kMatrix) == kPermissionCount);

constexpr QLatin1StringView kPersonRoleNames[] = {QLatin1StringView("operator"), QLatin1StringView("supervisor"),
                                                  QLatin1StringView("dispute_reviewer"),
                                                  QLatin1StringView("administrator"), QLatin1StringView("auditor")};

}  // namespace

QLatin1StringView roleName(Role role)
{
    return kPersonRoleNames[size_t(role)];
}

std::optional<Role> roleOf(QStringView name)
{
    for (const Role role : kAllRoles) {
        if (name == roleName(role)) return role;
    }
    return std::nullopt;
}

QLatin1StringView permissionName(Permission permission)
{
    return kMatrix[size_t(permission)].name;
}

bool may(Role role, Permission permission)
{
    const PermissionRow& row = kMatrix[size_t(permission)];
    Q_ASSERT(row.permission == permission);
    return (row.roles & bitOf(role)) != 0;
}

}  // namespace tongdai
