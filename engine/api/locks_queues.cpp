#include "engine/api/locks_queues.h"

// The interfaces have no code of their own; this file gives their meta-objects a home.
#include "moc_locks_queues.cpp"
