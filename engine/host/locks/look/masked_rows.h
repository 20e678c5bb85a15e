#pragma once

#include "engine/api/locks_queues.h"
#include "engine/domain/ports/live/task_desk.h"

namespace tongdai {

// Rows of the Queues and Tasks tabs for who may not see numbers: what was to be said, and what a platform or a program
// answered, which may repeat it. Called before anything is cut short: half a number is none that could be told.

void maskLetter(api::DeadLetter& letter);
void maskTask(TaskOnDesk& shown);

}  // namespace tongdai
