#include "engine/api/setup/hooks.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_hooks.cpp"
