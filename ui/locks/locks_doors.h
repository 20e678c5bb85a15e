#pragma once

#include "engine/api/background_tasks.h"
#include "engine/api/key_browser.h"
#include "engine/api/limits.h"
#include "engine/api/locks.h"
#include "engine/api/locks_queues.h"
#include "engine/api/queue_look.h"
#include "engine/api/setup.h"
#include "engine/api/state_compare.h"

namespace tongdai {

/// What the Locks page needs of the engine; the objects outlive the page.
struct LocksDoors {
    api::Locks& locks;
    api::Queues& queues;
    api::KeyBrowser* keys = nullptr;     ///< absent: keys cannot be looked through
    api::Limits* limits = nullptr;       ///< absent: limits are not shown
    api::Tasks* tasks = nullptr;         ///< absent: background work is not shown
    api::SetupDesk* setup = nullptr;     ///< absent: settings cannot be changed
    api::StateCompare* state = nullptr;  ///< absent: no state side by side
    api::QueueLook* look = nullptr;      ///< absent: streams and offline lists are not looked into
};

}  // namespace tongdai
