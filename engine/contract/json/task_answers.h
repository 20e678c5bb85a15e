#pragma once

#include "engine/domain/work/background_task.h"

#include <vector>

namespace tongdai::contract {

/// The administrator's view of background work: `{"waiting","in_work","dead","oldest":ISO or
/// null,"dead_letters":[{"id", "kind","conversation_id","attempts","reason","created_at","died_at","payload"}]}`. Any
/// thread.
QJsonObject tasksAnswer(const TaskCounts& counts, const std::vector<BackgroundTask>& dead);

}  // namespace tongdai::contract
