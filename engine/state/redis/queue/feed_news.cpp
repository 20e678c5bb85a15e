#include "engine/state/redis/queue/feed_news.h"

#include "engine/contract/json/notices/feed_notice.h"
#include "engine/contract/redis_keys.h"

#include <algorithm>

namespace tongdai::redis {

namespace keys = contract::keys;

namespace {

constexpr std::chrono::milliseconds kFeedPause{100};

}  // namespace

FeedNews::FeedNews(Connection& connection, Health& health, QByteArray self, QObject* parent)
    : QObject(parent),
      m_connection(connection),
      m_health(health),
      m_self(std::move(self)),
      m_subscriptions(connection.endpoint())
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kFeedPause);
    connect(&m_soon, &QTimer::timeout, this, &FeedNews::publish);
    m_subscriptions.subscribe(QByteArray(keys::kEngineFeed));
    connect(&health, &Health::changed, this, &FeedNews::followHealth);
    connect(&m_subscriptions, &Subscriptions::subscribed, this, [this] { setListening(true); });
    connect(&m_subscriptions, &Subscriptions::messageReceived, this, [this](const QByteArray&, const QByteArray& said) {
        const auto notice = contract::readFeedNotice(said);
        if (notice && notice->engine != m_self) emit heard(notice->newest);
    });
    followHealth();
}

void FeedNews::tell(qint64 newest)
{
    m_newest = std::max(m_newest, newest);
    if (m_newest > m_told && !m_soon.isActive()) m_soon.start();
}

void FeedNews::publish()
{
    if (!m_health.canRead()) return;  // told with the next one; until then everybody polls
    m_told = m_newest;
    m_connection.ask({QByteArrayLiteral("PUBLISH"), QByteArray(keys::kEngineFeed),
                      contract::writeFeedNotice(contract::FeedNotice{m_self, m_newest})});
}

void FeedNews::followHealth()
{
    if (m_health.canRead() == m_isOpen) return;
    m_isOpen = !m_isOpen;
    if (m_isOpen) {
        m_subscriptions.open();
    } else {
        m_subscriptions.close();
        setListening(false);
    }
}

void FeedNews::setListening(bool isHeard)
{
    // A connection that was made anew says so again: what was told in between is gone.
    if (!isHeard && !m_isListening) return;
    m_isListening = isHeard;
    emit listening(isHeard);
}

}  // namespace tongdai::redis
