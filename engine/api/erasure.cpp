#include "engine/api/erasure.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_erasure.cpp"
