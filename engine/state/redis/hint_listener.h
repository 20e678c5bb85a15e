#pragma once

#include "engine/state/redis/health.h"

#include <QSet>

namespace tongdai::redis {

/// Waits on message_queue for this engine (guarantees 2.7), while Redis may be written. A hint is removed as soon as
/// it has been announced: losing one costs a poll interval. What is no hint belongs to another program and stays in
/// this engine's processing list until settlePayload(). Gives back what dead engines had taken.
///
/// Elements are taken from the head, where the other contract's workers take theirs, and hints are pushed at the tail,
/// where its producers push (contracts/background §3): so everybody's elements keep their order.
/// Lives on the engine loop, with a connection of its own for the blocking read.
class HintListener final : public QObject {
    Q_OBJECT
public:
    struct Options {
        ConnectionOptions connection{};
        std::chrono::milliseconds beat{5000};   ///< heartbeat and recovery
        std::chrono::milliseconds block{1000};  ///< longest wait of one blocking read
        qsizetype maxUnsettled = 256;           ///< payloads handed out; more wait in the queue
    };
    /// `connection` is the one for commands, watched by `health`; both must live as long as this.
    HintListener(Connection& connection, Health& health, Options options, QObject* parent = nullptr);

    /// The payload is safe in the store: forget it here.
    void settlePayload(const QByteArray& payload);

signals:
    void hinted(tongdai::ConversationId conversation);
    void payloadReceived(QByteArray payload);

private:
    void followHealth();
    QCoro::Task<void> listen();
    void handle(const QByteArray& element);
    void beat();
    QCoro::Task<void> giveBackOfTheDead();

    QPointer<Connection> m_connection;
    Health& m_health;
    Options m_options;
    QByteArray m_instance;
    QByteArray m_processing;
    Script m_recover{"recover_queue"};
    Connection m_blocking;
    bool m_isListening = false;
    bool m_isRecovering = false;
    QSet<QByteArray> m_unsettled;
    QTimer m_beatTimer;
};

}  // namespace tongdai::redis
