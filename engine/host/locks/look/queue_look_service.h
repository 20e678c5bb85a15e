#pragma once

#include "engine/api/queue_look.h"
#include "engine/domain/ports/store/privacy_stores.h"
#include "engine/host/people/desk_gate.h"
#include "engine/state/redis/connection/occasional_connection.h"
#include "engine/state/redis/inspect/stream_look.h"
#include "engine/state/redis/queue/offline_queue.h"

#include <QObject>

namespace tongdai {

/// The half of looking into queues that is on the engine loop; QueueLookHost is the half on the GUI thread. Asks over a
/// connection of its own, which is closed again when nobody has asked for a minute. Its coroutines end when that and
/// the store are closed.
class QueueLookService final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        const redis::Health& health;
        const redis::Endpoint& endpoint;
        ports::AuditLog& audit;
        const DeskGate& gate;
    };
    QueueLookService(Ports ports, bool isProduction);

    QCoro::Task<api::Answer<api::StreamPage>> entries(QByteArray stream, QByteArray before);
    QCoro::Task<api::Answer<api::StreamEntry>> entry(QByteArray stream, QByteArray id);
    QCoro::Task<api::Answer<api::StreamGroups>> groups(QByteArray stream);
    QCoro::Task<api::Answer<api::PendingPage>> pending(QByteArray stream, QByteArray group, QByteArray after);
    QCoro::Task<api::Answer<int>> acknowledge(QByteArray stream, QByteArray group, std::vector<api::PendingEntry> seen);
    QCoro::Task<api::Answer<int>> handOver(QByteArray stream, QByteArray group, QByteArray consumer,
                                           std::vector<api::PendingEntry> seen);
    QCoro::Task<api::Answer<api::OfflinePage>> offline(QByteArray list, qint64 first);
    void stop() { m_connection.close(); }

private:
    /// Why what stands in a queue is not shown; nothing: it is.
    std::optional<api::DeskFailure> refusal() const;
    QCoro::Task<std::optional<int>> settle(QByteArray stream, QByteArray group, QByteArray consumer,
                                           std::vector<api::PendingEntry> seen);

    Ports m_ports;
    bool m_isProduction;
    redis::OccasionalConnection m_connection;
    redis::StreamLook m_streams{m_connection.connection()};
    redis::OfflineQueue m_offline{m_connection.connection()};
};

}  // namespace tongdai
