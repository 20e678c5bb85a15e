#include "ui/setup/setup_section.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_setup_section.cpp"
