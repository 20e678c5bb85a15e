#pragma once

#include "engine/state/redis/connection/connection.h"

#include <QSet>

namespace tongdai::redis {

/// Pub/Sub on a connection of its own. Messages may be lost: whoever listens puts itself in order when subscribed()
/// comes, which it does again after every reconnect. Lives on the engine loop.
class Subscriptions final : public QObject {
    Q_OBJECT
public:
    struct Options {
        ConnectionOptions connection{};
        std::chrono::milliseconds silenceLimit{5000};  ///< a PING goes out; twice as long without a word is a dead line
    };
    explicit Subscriptions(Endpoint endpoint, QObject* parent = nullptr)
        : Subscriptions(std::move(endpoint), Options(), parent)
    {
    }
    Subscriptions(Endpoint endpoint, Options options, QObject* parent = nullptr);

    void open() { m_connection.open(); }
    void close() { m_connection.close(); }
    void subscribe(const QByteArray& channel);
    void unsubscribe(const QByteArray& channel);

signals:
    void subscribed(QByteArray channel);
    void messageReceived(QByteArray channel, QByteArray payload);

private:
    void resubscribe();
    void readPush(const Reply& push);
    void checkSilence();

    Options m_options;
    Connection m_connection;
    QSet<QByteArray> m_channels;
    bool m_heard = true;
    bool m_asked = false;
    QTimer m_silenceTimer;
};

}  // namespace tongdai::redis
