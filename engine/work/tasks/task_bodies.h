#pragma once

#include "engine/domain/work/background_task.h"

namespace tongdai {

/// Gives a dead letter another body. It must be one that its kind can carry out, about the same conversation (another
/// one would be another task); where the old body named none, it belongs to the one the new body names. Returns what is
/// wrong with it; empty: nothing, and `task` is the edited one. Pure.
QString giveBody(BackgroundTask& task, const QJsonObject& body);

}  // namespace tongdai
