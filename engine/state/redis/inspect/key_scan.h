#pragma once

#include "engine/state/redis/connection/connection.h"
#include "engine/state/redis/inspect/scan_pace.h"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace tongdai::redis {

/// Looks through all keys, and into one, a bounded piece at a time (never KEYS, never a whole value), each piece
/// holding Redis for about a millisecond. Changes nothing. Engine loop; the connection lives as long as this.
class KeyScan final {
public:
    static constexpr int kMostRows = 50;            ///< of a value, in one piece
    static constexpr qsizetype kMostOfOne = 2'000;  ///< bytes of a row that are shown
    static constexpr qsizetype kTextPiece = 4'000;  ///< bytes of a string in one piece

    explicit KeyScan(Connection& connection) : m_connection(connection) {}

    struct Key {
        QByteArray name;
        QByteArray type;
        qint64 bytes = 0;
        std::optional<std::chrono::milliseconds> left;
    };
    struct Step {
        std::vector<Key> keys;
        QByteArray cursor;  ///< for the next step; "0": that was the last one
        qint64 inAll = 0;
        int looked = 0;  ///< keys
    };
    struct Piece {
        QByteArray type;
        std::vector<std::pair<QByteArray, QByteArray>> rows;
        QByteArray next;  ///< empty: there is no more
    };
    /// Nothing: Redis could not be asked.
    QCoro::Task<std::optional<Step>> step(QByteArray cursor, QByteArray match);
    /// Nothing: Redis could not be asked, or the key is gone.
    QCoro::Task<std::optional<Piece>> piece(QByteArray key, QByteArray from);

private:
    Connection& m_connection;
    ScanPace m_pace;
};

}  // namespace tongdai::redis
