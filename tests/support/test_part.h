#pragma once

#include "tests/support/test_registry.h"

/// Functions that a test runs in a process of their own, with a display or an environment that it has made for them.
/// The class is named …Part, and runs only when it is named.
#define TONGDAI_TEST_PART(Class)                                                             \
    [[maybe_unused]] static const bool registered##Class = ::tongdai::testing::registerTest( \
        {#Class, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); }});
