#pragma once

#include "engine/domain/ports/live/chat_live.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/subscriptions.h"

namespace tongdai::redis {

/// Notes between engines over Pub/Sub (design §5): every engine hears all of them, its own are dropped by the instance
/// in front. What is published while Redis is away is lost; the rows are the truth. In a Redis of another installation
/// nothing is said, and nothing that is said there is heard. Lives on the engine loop.
class PubSubBus final : public QObject, public ports::EngineBus {
    Q_OBJECT
public:
    /// `connection` carries what is published; a second one of its own listens. Both as long as `health` allows it.
    PubSubBus(Connection& connection, const Health& health, QObject* parent = nullptr);

    void open() { m_subscriptions.open(); }
    void close() { m_subscriptions.close(); }
    void publish(const QByteArray& note) override;
    void setReceiver(std::function<void(const QByteArray&)> receiver) override { m_receiver = std::move(receiver); }

signals:
    /// From now on notes of others are heard; some before may have been missed.
    void listening();

private:
    void followHealth();
    void noteSubscribed();
    void read(const QByteArray& channel, const QByteArray& payload);
    QCoro::Task<void> send(QByteArray payload);

    Connection& m_connection;
    const Health& m_health;
    QByteArray m_instance;
    bool m_isOurs = false;        ///< Redis may be used, at the last look
    bool m_isSubscribed = false;  ///< once at least
    Subscriptions m_subscriptions;
    std::function<void(const QByteArray&)> m_receiver;
};

}  // namespace tongdai::redis
