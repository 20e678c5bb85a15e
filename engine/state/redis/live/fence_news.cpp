#include "engine/state/redis/live/fence_news.h"

#include "engine/contract/redis_keys.h"

namespace tongdai::redis {

namespace keys = contract::keys;

FenceNews::FenceNews(Connection& connection, Health& health, QObject* parent)
    : QObject(parent), m_connection(connection), m_health(health), m_subscriptions(connection.endpoint())
{
    m_subscriptions.subscribe(QByteArray(keys::kEngineFences));
    connect(&health, &Health::changed, this, &FenceNews::followHealth);
    connect(&m_subscriptions, &Subscriptions::messageReceived, this, [this](const QByteArray&, const QByteArray& said) {
        if (const auto notice = contract::readFenceNotice(said)) emit heard(*notice);
    });
    followHealth();
}

void FenceNews::tell(const contract::FenceNotice& notice)
{
    if (!m_health.canRead()) return;
    m_connection.ask(
        {QByteArrayLiteral("PUBLISH"), QByteArray(keys::kEngineFences), contract::writeFenceNotice(notice)});
}

void FenceNews::followHealth()
{
    if (m_health.canRead() == m_isOpen) return;
    m_isOpen = !m_isOpen;
    if (m_isOpen) {
        m_subscriptions.open();
    } else {
        m_subscriptions.close();
    }
}

}  // namespace tongdai::redis
