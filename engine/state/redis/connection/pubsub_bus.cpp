#include "engine/state/redis/connection/pubsub_bus.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/connection/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kChannel = QByteArray(contract::keys::kEngineBus);

}  // namespace

PubSubBus::PubSubBus(Connection& connection, const Health& health, QObject* parent)
    : QObject(parent),
      m_connection(connection),
      m_health(health),
      m_instance(health.identity().instance),
      m_isOurs(health.canRead()),
      m_subscriptions(connection.endpoint())
{
    connect(&m_subscriptions, &Subscriptions::messageReceived, this, &PubSubBus::read);
    connect(&m_subscriptions, &Subscriptions::subscribed, this, &PubSubBus::noteSubscribed);
    connect(&health, &Health::changed, this, &PubSubBus::followHealth);
    m_subscriptions.subscribe(kChannel);
}

/// Subscribed before Redis is known to be ours, so that nothing is missed once it is.
void PubSubBus::followHealth()
{
    if (m_health.canRead() == m_isOurs) return;
    m_isOurs = !m_isOurs;
    if (m_isOurs && m_isSubscribed) emit listening();
}

void PubSubBus::noteSubscribed()
{
    m_isSubscribed = true;
    if (m_isOurs) emit listening();
}

void PubSubBus::publish(const QByteArray& note)
{
    if (m_health.canRead()) send(m_instance + ' ' + note);
}

QCoro::Task<void> PubSubBus::send(QByteArray payload)
{
    const QByteArrayList command{"PUBLISH"_ba, kChannel, payload};
    auto asked = orNothing(m_connection.command(command));
    co_await asked;
}

void PubSubBus::read(const QByteArray&, const QByteArray& payload)
{
    const qsizetype space = payload.indexOf(' ');
    if (!m_health.canRead() || space < 0 || payload.left(space) == m_instance || !m_receiver) return;
    m_receiver(payload.mid(space + 1));
}

}  // namespace tongdai::redis
