#include "tests/support/test_registry.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    return tongdai::testing::runRegisteredTests(argc, argv);
}
