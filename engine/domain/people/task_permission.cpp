#include "engine/domain/people/task_permission.h"

#include "engine/domain/work/background_task.h"

#include <utility>

namespace tongdai {

Permission permissionForTask(QStringView kind)
{
    static constexpr std::pair<const char*, Permission> kMakers[] = {
        {task_kind::kImport, Permission::ImportHistory},     {task_kind::kRetention, Permission::ErasePeople},
        {task_kind::kExport, Permission::ExportEvidence},    {task_kind::kDetailExport, Permission::ExportEvidence},
        {task_kind::kRuleTrial, Permission::ChangeSettings},
    };
    for (const auto& [made, permission] : kMakers) {
        if (kind == QLatin1StringView(made)) return permission;
    }
    return Permission::ReleaseLocks;
}

}  // namespace tongdai
