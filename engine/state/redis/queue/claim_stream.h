#pragma once

#include "engine/domain/conversation/claim_event.h"
#include "engine/state/redis/connection/health.h"

#include <QHash>

#include <vector>

namespace tongdai::redis {

/// What happened to this engine's claims, for other engines' screens: a stream `engine:claims:<instance>` that keeps
/// ten minutes and goes ten minutes after its last entry. Best effort; nothing depends on it. Engine loop.
class ClaimStream final {
public:
    /// `process`: which one this engine is, in words for its readers.
    ClaimStream(Connection& connection, const Health& health, QByteArray process);

    /// One entry for all of them; nobody waits for it. Nothing while Redis may not be written.
    void write(const std::vector<ClaimEvent>& events, TimePoint now);

private:
    Connection& m_connection;
    const Health& m_health;
    QByteArray m_process;
};

/// The streams of other engines. Pages of some hundred kilobytes: over a connection of its own, so that no message
/// waits behind them. Engine loop.
class ClaimStreamReader final {
public:
    explicit ClaimStreamReader(Connection& connection) : m_connection(connection) {}

    /// News of an engine since the last time, at most a page of them; the newest page when it is asked first.
    struct News {
        QByteArray process;
        std::vector<ClaimEvent> events;  ///< oldest first
    };
    QCoro::Task<News> newsOf(QByteArray instance);
    /// From here on the newest pages again, as of a reader who has just come.
    void startOver() { m_read.clear(); }

private:
    static constexpr int kMostReaders = 64;

    Connection& m_connection;
    QHash<QByteArray, QByteArray> m_read;  ///< id of the newest entry read, by instance
};

}  // namespace tongdai::redis
