#pragma once

#include "engine/domain/ports/live/journal_news.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/subscriptions.h"

namespace tongdai::redis {

/// What engines' journals hold, by Pub/Sub on engine:journals. Own notices are dropped by the name in front. Lives on
/// the engine loop, with a connection of its own that is open only while Redis is ours and up.
class JournalNews final : public QObject, public ports::JournalNews {
    Q_OBJECT
public:
    /// Both must live as long as this. `self`: this run of the engine.
    JournalNews(Connection& connection, Health& health, QByteArray self, QObject* parent = nullptr);

    QCoro::Task<void> tell(JournalNotice notice) override;
    bool isHeard() const override { return m_isOpen && m_isSubscribed; }

signals:
    void heard(tongdai::JournalNotice notice);

private:
    void followHealth();

    Connection& m_connection;
    Health& m_health;
    QByteArray m_self;
    Subscriptions m_subscriptions;
    bool m_isOpen = false;
    bool m_isSubscribed = false;
};

}  // namespace tongdai::redis
