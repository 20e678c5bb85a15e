#include "engine/api/limits.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_limits.cpp"
