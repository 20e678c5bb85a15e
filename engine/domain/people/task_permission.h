#pragma once

#include "engine/domain/people/permission.h"

namespace tongdai {

/// What somebody needs, beside Permission::ReleaseLocks, to decide about background work of this kind (cancelling it,
/// trying it again, dropping it): what its maker needed to begin it. Pure; any thread.
Permission permissionForTask(QStringView kind);

}  // namespace tongdai
