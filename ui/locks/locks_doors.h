#pragma once

#include "engine/api/locks.h"
#include "engine/api/locks_queues.h"

namespace tongdai {

/// What the Locks page needs of the engine; the objects outlive the page.
struct LocksDoors {
    api::Locks& locks;
    api::Queues& queues;
};

}  // namespace tongdai
