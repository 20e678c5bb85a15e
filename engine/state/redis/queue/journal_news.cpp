#include "engine/state/redis/queue/journal_news.h"

#include "engine/contract/json/notices/journal_notice.h"
#include "engine/contract/redis_keys.h"

namespace tongdai::redis {

namespace keys = contract::keys;

JournalNews::JournalNews(Connection& connection, Health& health, QByteArray self, QObject* parent)
    : QObject(parent),
      m_connection(connection),
      m_health(health),
      m_self(std::move(self)),
      m_subscriptions(connection.endpoint())
{
    m_subscriptions.subscribe(QByteArray(keys::kEngineJournals));
    connect(&health, &Health::changed, this, &JournalNews::followHealth);
    connect(&m_subscriptions, &Subscriptions::subscribed, this, [this] { m_isSubscribed = true; });
    connect(&m_subscriptions, &Subscriptions::messageReceived, this, [this](const QByteArray&, const QByteArray& said) {
        const auto notice = contract::readJournalNotice(said);
        if (notice && notice->engine != m_self) emit heard(*notice);
    });
    followHealth();
}

/// Redis answers a PUBLISH when it has written to its subscribers.
QCoro::Task<void> JournalNews::tell(JournalNotice notice)
{
    if (!m_health.canRead()) co_return;
    notice.engine = m_self;
    const QByteArrayList said{QByteArrayLiteral("PUBLISH"), QByteArray(keys::kEngineJournals),
                              contract::writeJournalNotice(notice)};
    PendingReply passedOn = m_connection.ask(said);
    try {
        co_await passedOn;
    } catch (const StoreError&) {
        // Redis is away: whoever looks at isHeard() says so.
    }
}

void JournalNews::followHealth()
{
    if (m_health.canRead() == m_isOpen) return;
    m_isOpen = !m_isOpen;
    m_isSubscribed = false;
    if (m_isOpen) {
        m_subscriptions.open();
    } else {
        m_subscriptions.close();
    }
}

}  // namespace tongdai::redis
