#include "tests/support/test_registry.h"
#include "tests/support/thread_order/ordered_application.h"

#include <QApplication>

int main(int argc, char** argv)
{
    tongdai::testing::OrderedApplication<QApplication> application(argc, argv);
    return tongdai::testing::runRegisteredTests(argc, argv);
}
