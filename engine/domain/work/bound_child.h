#pragma once

#include <sys/types.h>

namespace tongdai {

/// For a process that must not outlive its engine: to be run in the child between fork and exec, where only system
/// calls are allowed. It dies with the thread that started it, leads a group of its own (Ctrl+C in a terminal is for
/// the engine, which stops its children itself) and writes files that nobody else reads. `parent`: the engine's pid.
void bindToParent(pid_t parent);

}  // namespace tongdai
