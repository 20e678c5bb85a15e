#pragma once

#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/subscriptions.h"

namespace tongdai::redis {

/// Reads the hints of message_queue (guarantees 2.7), while Redis may be written. Whoever pushes a hint says so on
/// engine:hints, and the first engine that looks takes it; losing one costs a poll interval. What is no hint is a task
/// of another program and stays where it is, in its order, for that program's workers (contracts/background §3).
///
/// Engines of earlier versions took whatever stood at the head: what one of them held when it died is given back.
/// Lives on the engine loop, with a connection of its own for the channel.
class HintListener final : public QObject {
    Q_OBJECT
public:
    struct Options {
        std::chrono::milliseconds beat{5000};         ///< heartbeat and recovery
        std::chrono::milliseconds look{1000};         ///< how often hints are looked for that nobody announced
        QByteArray process = QByteArrayLiteral("1");  ///< what the heartbeat says: which process this is
    };
    /// `connection` is the one for commands, watched by `health`; both must live as long as this.
    HintListener(Connection& connection, Health& health, Options options, QObject* parent = nullptr);

signals:
    void hinted(tongdai::ConversationId conversation);

private:
    void followHealth();
    QCoro::Task<void> look();
    void beat();
    QCoro::Task<void> giveBackOfTheDead();

    QPointer<Connection> m_connection;
    Health& m_health;
    Options m_options;
    QByteArray m_instance;
    Script m_take{"take_hints"};
    Script m_recover{"recover_queue"};
    Subscriptions m_wakes;
    bool m_isLooking = false;
    bool m_mustLookAgain = false;
    bool m_isRecovering = false;
    QByteArray m_trouble;  ///< why the queue could not be read last time
    QTimer m_beatTimer;
    QTimer m_lookTimer;
};

}  // namespace tongdai::redis
