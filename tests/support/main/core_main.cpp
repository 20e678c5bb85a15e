#include "tests/support/test_registry.h"
#include "tests/support/thread_order/ordered_application.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    tongdai::testing::OrderedApplication<QCoreApplication> application(argc, argv);
    return tongdai::testing::runRegisteredTests(argc, argv);
}
