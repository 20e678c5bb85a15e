#include "tests/support/platform_stub.h"
#include "tests/support/stub_program.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    tongdai::testing::PlatformStub stub;
    return tongdai::testing::runStub(stub);
}
