#pragma once

#include "engine/domain/ids.h"
#include "engine/state/redis/connection/connection.h"
#include "engine/state/redis/connection/script.h"
#include "engine/state/redis/inspect/scan_pace.h"

#include <chrono>
#include <optional>
#include <vector>

namespace tongdai::redis {

/// A key that is a lock by its name.
struct SeenLock {
    QByteArray key;
    QByteArray value;                               ///< its first kMostLockValue bytes
    bool isText = true;                             ///< false: of another type, and so no lock of ours
    std::optional<std::chrono::milliseconds> left;  ///< of its life; absent: it has no end

    /// The conversation it is the lock of; empty: of something else.
    ConversationId conversation() const;
};

/// Looks for locks, ours and other programs', step by step (never KEYS): a step holds Redis for less than a
/// millisecond. Engine loop; the connection lives as long as this.
class LockScan final {
public:
    static constexpr qsizetype kMostLockValue = 200;

    explicit LockScan(Connection& connection) : m_connection(connection) {}

    struct Step {
        QByteArray cursor;  ///< for the next step; "0": that was the last one
        int looked = 0;     ///< keys
        std::vector<SeenLock> locks;
    };
    /// Nothing: Redis could not be asked.
    QCoro::Task<std::optional<Step>> step(QByteArray cursor);

    /// Gives a lock that has no end a life, when it is still the one that was seen.
    QCoro::Task<bool> giveLife(SeenLock lock, std::chrono::milliseconds life);
    /// Deletes a lock, when it is still the one that was seen.
    QCoro::Task<bool> drop(SeenLock lock);

private:
    QCoro::Task<bool> change(SeenLock lock, QByteArray life);

    Connection& m_connection;
    ScanPace m_pace;
    Script m_change{"lock_change"};
};

}  // namespace tongdai::redis
