#pragma once

#include "engine/state/redis/connection/connection.h"
#include "engine/state/redis/connection/script.h"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace tongdai::redis {

/// Looks into a stream from its newest entry backwards and at what its groups have not acknowledged, a bounded piece at
/// a time (never a whole stream), each holding Redis for about a millisecond. Engine loop; the connection lives as long
/// as this.
class StreamLook final {
public:
    static constexpr int kMostEntries = 50;           ///< in one piece
    static constexpr int kMostPending = 100;          ///< likewise
    static constexpr qint64 kMostBytes = 1'000'000;   ///< of a piece, about: of large entries fewer are read
    static constexpr qsizetype kMostOfEntry = 8'000;  ///< bytes of one that are shown
    static constexpr qint64 kMostConsumers = 500;     ///< of a group; where there are more none is named

    explicit StreamLook(Connection& connection) : m_connection(connection) {}

    struct Entry {
        QByteArray id;
        std::vector<std::pair<QByteArray, QByteArray>> fields;
        bool isCut = false;
    };
    struct Page {
        bool isThere = false;  ///< there is a stream of this name
        std::vector<Entry> entries;
        bool isLast = true;
        qint64 length = 0;
        std::optional<qint64> added;
    };
    struct Group {
        QByteArray name;
        qint64 consumers = 0;
        qint64 pending = 0;
        std::optional<qint64> lag;
    };
    struct Consumer {
        QByteArray name;
        qint64 pending = 0;
        std::chrono::milliseconds idle{};
    };
    struct Pending {
        QByteArray id;
        QByteArray consumer;
        std::chrono::milliseconds idle{};
        qint64 deliveries = 0;
    };
    /// Nothing, of all these: Redis could not be asked.
    /// `before` empty: the newest.
    QCoro::Task<std::optional<Page>> page(QByteArray stream, QByteArray before);
    /// No entry: it is not in the stream (any more).
    QCoro::Task<std::optional<std::vector<Entry>>> entry(QByteArray stream, QByteArray id);
    QCoro::Task<std::optional<std::vector<Group>>> groups(QByteArray stream);
    QCoro::Task<std::optional<std::vector<Consumer>>> consumers(QByteArray stream, QByteArray group);
    /// `after` empty: from the oldest.
    QCoro::Task<std::optional<std::vector<Pending>>> pending(QByteArray stream, QByteArray group, QByteArray after);

    static constexpr int kNoSuchConsumer = -1;
    /// Acknowledges those that still stand as they were seen, or (with a consumer) gives them to it where they have
    /// been still for `leastIdle`. How many, or kNoSuchConsumer.
    QCoro::Task<std::optional<int>> settle(QByteArray stream, QByteArray group, QByteArray consumer,
                                           std::chrono::milliseconds leastIdle, std::vector<Pending> seen);

private:
    Connection& m_connection;
    Script m_settle{"stream_settle"};
};

}  // namespace tongdai::redis
