#pragma once

#include "engine/state/redis/connection/endpoint.h"
#include "engine/state/redis/connection/reply_reader.h"

#include <QObject>
#include <QTimer>

#include <deque>

class QSslSocket;

namespace tongdai::redis {

/// Where the primary of a group is, as its sentinels say, and that it has become another. One sentinel is asked after
/// the other, the one that answered last first; the one that answers is listened to (+switch-master) from then on.
/// Nothing blocks. Engine loop.
class SentinelFinder final : public QObject {
    Q_OBJECT
public:
    /// `endpoint`: its sentinels, their login, and TLS as for the servers themselves.
    explicit SentinelFinder(Endpoint endpoint, QObject* parent = nullptr);
    ~SentinelFinder() override;

    /// Asks anew; ends with found() or notFound(), each sentinel within half a second.
    void find();
    void stop();

signals:
    void found(QString host, quint16 port);
    /// None of them answers, or none knows this group.
    void notFound(QString cause);
    /// Since found() the primary has become another.
    void switched();

private:
    enum class Step : quint8 { Login, Address, Subscribed };

    void askNext(const QString& cause);
    void begin();
    void onOpened();
    void onBytes();
    bool take(const Reply& reply);
    bool takeAddress(const Reply& reply);
    void takeNews(const Reply& message);
    void onTimer();
    void releaseSocket();
    void send(const QByteArrayList& args);
    QString where() const;

    Endpoint m_endpoint;
    std::unique_ptr<QSslSocket> m_socket;
    std::unique_ptr<ReplyReader> m_reader;
    std::deque<Step> m_steps;  ///< answers that are still to come
    QTimer m_timer;
    qsizetype m_at = 0;     ///< which sentinel
    qsizetype m_tried = 0;  ///< of this round
    bool m_isAsked = false;
    bool m_hasHeard = false;  ///< anything since the last look
    QString m_host;
    quint16 m_port = 0;
    QString m_lastCause;
};

}  // namespace tongdai::redis
