#pragma once

#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/subscriptions.h"

#include <QCoro/QCoroTask>
#include <QPointer>
#include <QTimer>

namespace tongdai::redis {

/// Wakes the engines of a shop when one of them has written events (design §5, "Events"): Pub/Sub on engine:feed. Says
/// only how far the rows go, at most ten times a second; the rows themselves are read from the store. Losing one costs
/// a poll. Engine loop, with a connection of its own that is open only while Redis is ours and up.
class FeedNews final : public QObject {
    Q_OBJECT
public:
    /// Both must live as long as this. `self`: this run of the engine.
    FeedNews(Connection& connection, Health& health, QByteArray self, QObject* parent = nullptr);

    /// Events up to this number are in the store. Told when Redis is there; returns at once.
    void tell(qint64 newest);

signals:
    /// Another engine has written up to this number.
    void heard(qint64 newest);
    /// Whether wake-ups come from now on; some before may have been missed.
    void listening(bool isHeard);

private:
    void followHealth();
    void setListening(bool isHeard);
    void publishIn(std::chrono::milliseconds pause);
    QCoro::Task<void> publish();

    Connection& m_connection;
    Health& m_health;
    QByteArray m_self;
    Subscriptions m_subscriptions;
    QTimer m_soon;
    qint64 m_newest = 0;
    qint64 m_told = 0;  ///< that Redis has taken
    bool m_isPublishing = false;
    bool m_isOpen = false;
    bool m_isListening = false;
};

}  // namespace tongdai::redis
