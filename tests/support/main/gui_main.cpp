#include "tests/support/test_registry.h"

#include <QApplication>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    return tongdai::testing::runRegisteredTests(argc, argv);
}
