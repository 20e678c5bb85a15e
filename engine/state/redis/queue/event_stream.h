#pragma once

#include "engine/domain/ports/store/history_event.h"
#include "engine/state/redis/connection/connection.h"

#include <chrono>
#include <optional>
#include <vector>

namespace tongdai::redis {

/// Reads the stream `chat:logs:events` on from a place that is kept here, a page at a time, over a connection of its
/// own, so that no message waits behind a page. What was trimmed meanwhile is missing and nothing says so: whoever
/// needs every event sees it by their numbers (domain/seen_events.h). Engine loop.
class EventStream final {
public:
    static constexpr int kPage = 1000;

    explicit EventStream(Connection& connection) : m_connection(connection) {}

    struct Page {
        std::vector<HistoryEvent> events;     ///< oldest first; those without a number are left out
        bool isLast = true;                   ///< nothing is behind it for now
        std::chrono::milliseconds newest{0};  ///< when the last of them was written, by the server's clock; 0: none
    };
    /// Behind the newest entry there is, from here on. False: Redis could not be asked.
    QCoro::Task<bool> findEnd();
    /// What came since. Nothing: Redis could not be asked; the place is kept.
    QCoro::Task<std::optional<Page>> next();
    bool hasPlace() const { return !m_place.isEmpty(); }

private:
    Connection& m_connection;
    QByteArray m_place;  ///< id of the newest entry read
};

}  // namespace tongdai::redis
