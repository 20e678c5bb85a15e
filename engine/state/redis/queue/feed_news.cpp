#include "engine/state/redis/queue/feed_news.h"

#include "engine/contract/json/notices/feed_notice.h"
#include "engine/contract/redis_keys.h"

#include <algorithm>

namespace tongdai::redis {

namespace keys = contract::keys;

namespace {

constexpr std::chrono::milliseconds kFeedPause{100};
constexpr std::chrono::milliseconds kFeedRetry{1000};

}  // namespace

FeedNews::FeedNews(Connection& connection, Health& health, QByteArray self, QObject* parent)
    : QObject(parent),
      m_connection(connection),
      m_health(health),
      m_self(std::move(self)),
      m_subscriptions(connection.endpoint())
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, [this] { publish(); });
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
    publishIn(kFeedPause);
}

void FeedNews::publishIn(std::chrono::milliseconds pause)
{
    if (m_newest > m_told && !m_soon.isActive() && !m_isPublishing) m_soon.start(pause);
}

/// It is told when Redis has taken it: what was written while Redis was away, too, as nobody may write after it.
QCoro::Task<void> FeedNews::publish()
{
    if (!m_health.canRead()) co_return;  // when it is back; until then everybody polls
    const QPointer<FeedNews> self(this);
    const qint64 newest = m_newest;
    m_isPublishing = true;
    auto asking = m_connection.command({QByteArrayLiteral("PUBLISH"), QByteArray(keys::kEngineFeed),
                                        contract::writeFeedNotice(contract::FeedNotice{m_self, newest})});
    bool isTaken = false;
    try {
        const Reply reply = co_await asking;
        isTaken = !reply.isError();
    } catch (const StoreError&) {
    }
    if (!self) co_return;
    m_isPublishing = false;
    if (isTaken) m_told = std::max(m_told, newest);
    publishIn(isTaken ? kFeedPause : kFeedRetry);
}

void FeedNews::followHealth()
{
    if (m_health.canRead() == m_isOpen) return;
    m_isOpen = !m_isOpen;
    if (m_isOpen) {
        m_subscriptions.open();
        publishIn(kFeedPause);
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
