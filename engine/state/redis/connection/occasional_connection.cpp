#include "engine/state/redis/connection/occasional_connection.h"

#include <QCoro/QCoroSignal>

namespace tongdai::redis {

using namespace std::chrono_literals;

namespace {

constexpr auto kOccasionalIdle = 60s;
constexpr auto kOccasionalPatience = 2s;

ConnectionOptions occasionalOptions()
{
    ConnectionOptions options;
    options.commandTimeout = 1s;  // nobody's message waits behind it
    return options;
}

}  // namespace

OccasionalConnection::OccasionalConnection(const Endpoint& endpoint, const Health& health)
    : m_health(health), m_connection(endpoint, occasionalOptions())
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(kOccasionalIdle);
    QObject::connect(&m_idle, &QTimer::timeout, &m_connection, &Connection::close);
}

void OccasionalConnection::close()
{
    m_idle.stop();
    m_connection.close();
}

QCoro::Task<bool> OccasionalConnection::isReady()
{
    if (!m_health.canRead()) co_return false;
    m_idle.start();
    if (m_connection.isReady()) co_return true;
    m_connection.open();
    co_await qCoro(&m_connection, &Connection::ready, kOccasionalPatience);
    co_return m_connection.isReady();
}

}  // namespace tongdai::redis
