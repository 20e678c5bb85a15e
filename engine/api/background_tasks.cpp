#include "engine/api/background_tasks.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_background_tasks.cpp"
