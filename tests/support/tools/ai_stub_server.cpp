#include "tests/support/ai_stub.h"
#include "tests/support/stub_program.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    tongdai::testing::AiStub stub;
    return tongdai::testing::runStub(stub);
}
