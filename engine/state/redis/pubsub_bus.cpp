#include "engine/state/redis/pubsub_bus.h"

#include "engine/contract/redis_keys.h"
#include "engine/state/redis/ask_all.h"

namespace tongdai::redis {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kChannel = QByteArray(contract::keys::kEngineBus);

}  // namespace

PubSubBus::PubSubBus(Connection& connection, QByteArray instance, QObject* parent)
    : QObject(parent), m_connection(connection), m_instance(std::move(instance)), m_subscriptions(connection.endpoint())
{
    connect(&m_subscriptions, &Subscriptions::messageReceived, this, &PubSubBus::read);
    connect(&m_subscriptions, &Subscriptions::subscribed, this, &PubSubBus::listening);
    m_subscriptions.subscribe(kChannel);
}

void PubSubBus::publish(const QByteArray& note)
{
    if (m_connection.isReady()) send(m_instance + ' ' + note);
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
    if (space < 0 || payload.left(space) == m_instance || !m_receiver) return;
    m_receiver(payload.mid(space + 1));
}

}  // namespace tongdai::redis
