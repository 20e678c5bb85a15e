#include "engine/api/people.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_people.cpp"
