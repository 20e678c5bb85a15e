#pragma once

#include "engine/domain/ports/history_reader.h"
#include "engine/state/redis/connection.h"

namespace tongdai::redis {

/// Follows chat:logs:events from its own position (design §5): the feed that tells this engine what others recorded.
/// The stream is derived from event rows and bounded; where it was trimmed, flushed or unreadable beyond our position,
/// gapFound() says so, and the listener catches up from the rows by the last event id it knows.
/// Lives on the engine loop, on a connection of its own for the blocking read.
class EventStreamReader final : public QObject {
    Q_OBJECT
public:
    struct Options {
        ConnectionOptions connection{};
        std::chrono::milliseconds block{1000};
        int batch = 200;
    };
    EventStreamReader(Endpoint endpoint, Options options, QObject* parent = nullptr);
    explicit EventStreamReader(Endpoint endpoint, QObject* parent = nullptr)
        : EventStreamReader(std::move(endpoint), Options(), parent)
    {
    }

    /// Starts at the stream's present end, and goes on from where it was after every loss of the connection.
    void open() { m_connection.open(); }
    void close() { m_connection.close(); }

signals:
    /// Following from here on: everything recorded later will come. First open only.
    void positioned();
    /// In stream order. Events written by this engine come back as well; drop what is known by (conversation, rev).
    void eventsReceived(std::vector<tongdai::HistoryEvent> events);
    void gapFound();

private:
    QCoro::Task<void> follow();
    QCoro::Task<bool> findPosition();
    void announce(const Reply& entries);

    Options m_options;
    Connection m_connection;
    QByteArray m_last;  ///< id of the last entry read; empty before the first position
    bool m_isFollowing = false;
};

}  // namespace tongdai::redis
