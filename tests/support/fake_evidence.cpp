#include "tests/support/fake_evidence.h"

// All of it stands in the header; this file gives its meta-object a home.
#include "moc_fake_evidence.cpp"
