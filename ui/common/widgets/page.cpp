#include "ui/common/widgets/page.h"

// The interface has no code of its own; this file gives its meta-object a home.
#include "moc_page.cpp"
