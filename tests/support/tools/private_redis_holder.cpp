// Runs a private redis-server in the folder named by its argument until somebody kills it, and prints the server's
// process id. For the test that a crash of the engine leaves no server behind.

#include "engine/host/private_redis/private_redis.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    tongdai::PrivateRedis redis(QCoreApplication::arguments().value(1));
    QObject::connect(&redis, &tongdai::PrivateRedis::stateChanged, &redis,
                     [&redis](tongdai::PrivateRedis::State state) {
                         if (state != tongdai::PrivateRedis::State::Ready) return;
                         std::printf("%lld\n", redis.processId());
                         std::fflush(stdout);
                     });
    redis.start();
    return QCoreApplication::exec();
}
