#pragma once

#include <QByteArrayList>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

/// Test classes of one program, collected before main() and run by name.
/// A test source ends with TONGDAI_TEST(ItsClass) and the include of its moc file.
namespace tongdai::testing {

struct RegisteredTest {
    QByteArray name;
    std::function<std::unique_ptr<QObject>()> make;
};

std::vector<RegisteredTest>& registeredTests();
bool registerTest(RegisteredTest test);

/// Runs the class named by the first argument (all classes without one); further arguments go to QtTest.
int runRegisteredTests(int argc, char** argv);

}  // namespace tongdai::testing

#define TONGDAI_TEST(Class)                                                                  \
    [[maybe_unused]] static const bool registered##Class = ::tongdai::testing::registerTest( \
        {#Class, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); }});

/// A class that needs the FAILPOINT() hooks: registered only in builds that have them (debug, asan).
#ifdef TONGDAI_FAILPOINTS
#define TONGDAI_FAILPOINT_TEST(Class) TONGDAI_TEST(Class)
#else
#define TONGDAI_FAILPOINT_TEST(Class)
#endif

/// A class that draws every page and looks at the pictures: belongs to the optimised build, in whatever folder it is.
#define TONGDAI_PICTURE_TEST(Class) TONGDAI_TEST(Class)
