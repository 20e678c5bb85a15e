#pragma once

#include "engine/state/redis/connection/connection.h"
#include "engine/state/redis/inspect/scan_pace.h"

#include <optional>
#include <vector>

namespace tongdai::redis {

/// How long the lists and streams are that the contracts name, and what Redis says of itself: lengths only, never what
/// stands in them but for the head of message_queue. The key space is looked through by SCAN, a step at a time. Engine
/// loop; the connection lives as long as this.
class QueueGauge final {
public:
    static constexpr int kMostLists = 50;  ///< the longest ones

    explicit QueueGauge(Connection& connection) : m_connection(connection) {}

    struct List {
        QByteArray key;
        qint64 length = 0;
    };
    /// One step of looking for offline and processing lists. Nothing: Redis could not be asked.
    struct Step {
        QByteArray cursor;
        std::vector<List> lists;
    };
    QCoro::Task<std::optional<Step>> offlineStep(QByteArray cursor);

    struct Stream {
        QByteArray key;
        qint64 length = 0;
        int groups = 0;
        std::optional<qint64> lag;
    };
    struct Figures {
        qint64 tasks = 0;         ///< message_queue
        QByteArray firstTask;     ///< what stands at its head
        std::vector<List> taken;  ///< message_queue:processing:* of these instances
        std::vector<Stream> streams;
        QByteArray info;  ///< INFO's text
    };
    QCoro::Task<std::optional<Figures>> figures(QByteArrayList instances);

private:
    Connection& m_connection;
    ScanPace m_pace;
};

/// A field of INFO's text; empty: not there.
QByteArray infoField(const QByteArray& info, const QByteArray& name);

}  // namespace tongdai::redis
