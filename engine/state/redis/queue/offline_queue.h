#pragma once

#include "engine/domain/ids.h"
#include "engine/state/redis/connection/script.h"

namespace tongdai::redis {

/// What waits for a user who is away: a bounded cache of the undelivered receipts, which are the truth
/// (guarantees 2.8). Entries leave it by value and only after the client acknowledged them; leaving by position would
/// remove somebody else's when the list was trimmed meanwhile. Lives on the engine loop.
class OfflineQueue final {
public:
    struct Pushed {
        qint64 length = 0;
        qint64 dropped = 0;  ///< oldest entries that made room; still in the store
    };

    explicit OfflineQueue(Connection& connection) : m_connection(connection) {}

    /// Nothing: Redis could not be asked; the receipt in the store is enough.
    QCoro::Task<std::optional<Pushed>> push(SenderId user, QByteArray entry);
    /// Oldest first; nothing: ask the store.
    QCoro::Task<std::optional<std::vector<QByteArray>>> entries(SenderId user);
    /// A piece of the list under this key, oldest first, and its length; nothing: Redis could not be asked.
    struct Page {
        std::vector<QByteArray> entries;
        qint64 length = 0;
    };
    QCoro::Task<std::optional<Page>> page(QByteArray list, qint64 first, int count);
    /// After the acknowledgement is stored. Entries that are not there are no trouble. False: could not be asked.
    QCoro::Task<bool> remove(SenderId user, std::vector<QByteArray> delivered);

private:
    Connection& m_connection;
    Script m_push{"offline_push"};
};

}  // namespace tongdai::redis
