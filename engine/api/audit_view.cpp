#include "engine/api/audit_view.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_audit_view.cpp"
