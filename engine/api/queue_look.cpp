#include "engine/api/queue_look.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_queue_look.cpp"
