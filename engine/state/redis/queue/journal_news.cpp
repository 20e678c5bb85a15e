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

void JournalNews::tell(const JournalNotice& notice)
{
    if (!m_health.canRead()) return;
    JournalNotice mine = notice;
    mine.engine = m_self;
    m_connection.ask(
        {QByteArrayLiteral("PUBLISH"), QByteArray(keys::kEngineJournals), contract::writeJournalNotice(mine)});
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
