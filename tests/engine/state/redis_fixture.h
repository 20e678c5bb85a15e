#pragma once

#include "engine/state/redis/connection/health.h"
#include "tests/support/redis_server.h"
#include "tests/support/wait_until.h"

#include <QCoro/QCoroTask>
#include <QUuid>

namespace tongdai::testing {

/// One engine's side of a Redis: a connection and its health, as the host puts them together.
struct EngineSide {
    redis::Connection connection;
    redis::Health health;

    EngineSide(const redis::Endpoint& endpoint, const QByteArray& install, redis::ConnectionOptions options = {},
               redis::HealthOptions healthOptions = redis::HealthOptions())
        : connection(endpoint, options),
          health(connection, {install, QUuid::createUuid().toByteArray(QUuid::Id128)}, healthOptions)
    {
        connection.open();
    }
    bool waitUntilUp()
    {
        return waitUntil([this] { return health.canWrite(); });
    }
};

/// Runs a task to its end in the test's event loop.
template <class T>
T finished(QCoro::Task<T> task)
{
    return QCoro::waitFor(std::move(task));
}

}  // namespace tongdai::testing
