#include "engine/api/state_compare.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_state_compare.cpp"
