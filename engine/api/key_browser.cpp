#include "engine/api/key_browser.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_key_browser.cpp"
