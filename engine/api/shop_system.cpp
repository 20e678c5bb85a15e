#include "engine/api/shop_system.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_shop_system.cpp"
