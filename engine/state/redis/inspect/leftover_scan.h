#pragma once

#include "engine/domain/work/leftover.h"
#include "engine/state/redis/connection/connection.h"
#include "engine/state/redis/connection/script.h"
#include "engine/state/redis/inspect/scan_pace.h"

#include <chrono>
#include <optional>
#include <vector>

namespace tongdai::redis {

/// Looks for keys that have been left behind: of a family with a life, without one, untouched for kUntouchedFor. Goes
/// through all keys by SCAN, a step at a time, each holding Redis for less than a millisecond. Engine loop; the
/// connection lives as long as this.
class LeftoverScan final {
public:
    static constexpr std::chrono::minutes kUntouchedFor{60};
    static constexpr std::chrono::minutes kLifeGiven{60};

    explicit LeftoverScan(Connection& connection) : m_connection(connection) {}

    struct Key {
        QByteArray name;
        LeftoverKind kind = LeftoverKind::Counters;
        qint64 bytes = 0;
        std::chrono::seconds untouched{};
    };
    struct Step {
        QByteArray cursor;  ///< for the next step; "0": that was the last one
        qint64 inAll = 0;
        int looked = 0;  ///< keys
        std::vector<Key> found;
    };
    /// Nothing: Redis could not be asked.
    QCoro::Task<std::optional<Step>> step(QByteArray cursor);
    /// Those that are still left behind end in kLifeGiven, unless somebody writes them anew. How many; nothing: Redis
    /// could not be asked.
    QCoro::Task<std::optional<int>> letLapse(QByteArrayList names);

private:
    Connection& m_connection;
    ScanPace m_pace;
    Script m_lapse{"leftovers_lapse"};
};

}  // namespace tongdai::redis
