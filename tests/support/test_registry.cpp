#include "tests/support/test_registry.h"

#include "tests/support/long_tests.h"

#include <QCoreApplication>
#include <QTest>

#include <cstdio>

namespace tongdai::testing {

std::vector<RegisteredTest>& registeredTests()
{
    static std::vector<RegisteredTest> tests;
    return tests;
}

bool registerTest(RegisteredTest test)
{
    registeredTests().push_back(std::move(test));
    return true;
}

namespace {

/// Sockets that took leave wait for their clients, which went with the test; what was to be deleted later is.
void letTheLoopTidyUp()
{
    for (int turn = 0; turn < 4; ++turn) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

}  // namespace

int runRegisteredTests(int argc, char** argv)
{
    // Qt ends a test function after five minutes; a storm may take longer, and its servers catch up after it.
    if (isLong() && !qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number(stormLength({}) + 1'200'000));
    QByteArray wanted;
    std::vector<char*> arguments(argv, argv + argc);
    if (argc > 1 && argv[1][0] != '-') {
        wanted = argv[1];
        arguments.erase(arguments.begin() + 1);
    }
    int ran = 0;
    int failures = 0;
    for (const RegisteredTest& test : registeredTests()) {
        if (wanted.isEmpty() ? test.name.endsWith("Part") : test.name != wanted) continue;
        {
            const auto object = test.make();
            failures += QTest::qExec(object.get(), int(arguments.size()), arguments.data());
        }
        letTheLoopTidyUp();
        ++ran;
    }
    if (ran == 0) {
        std::fprintf(stderr, "no test class named '%s' in this program\n", wanted.constData());
        return 2;
    }
    return failures == 0 ? 0 : 1;
}

}  // namespace tongdai::testing
