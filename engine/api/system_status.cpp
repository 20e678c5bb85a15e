#include "engine/api/system_status.h"

// The interfaces have no code of their own; this file gives their meta-objects a home.
#include "moc_system_status.cpp"
