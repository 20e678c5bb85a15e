#pragma once

#include "engine/state/redis/connection/connection.h"
#include "engine/state/redis/connection/health.h"

#include <QTimer>

namespace tongdai::redis {

/// A connection for what people ask now and then, so that nobody's message waits behind it: opened by a question,
/// closed when there was none for a minute. Engine loop.
class OccasionalConnection final {
public:
    OccasionalConnection(const Endpoint& endpoint, const Health& health);

    /// Opens it where it is closed. False: Redis is away, or not there within two seconds.
    QCoro::Task<bool> isReady();
    /// What is asked over it fails; a later question opens it again.
    void close();
    Connection& connection() { return m_connection; }

private:
    const Health& m_health;
    Connection m_connection;
    QTimer m_idle;
};

}  // namespace tongdai::redis
