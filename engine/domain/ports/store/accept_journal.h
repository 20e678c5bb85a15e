#pragma once

#include "engine/domain/conversation/message.h"

#include <QCoro/QCoroTask>

#include <vector>

namespace tongdai {

/// What became of a message offered to the journal.
enum class Journalled : quint8 {
    Kept,
    KeptBefore,  ///< the same id with the same body waits already
    IdReused,    ///< the same id with another body waits already: nothing was kept
};

/// A message that waits to be replayed.
struct JournalEntry {
    qint64 number = 0;  ///< order of acceptance
    IncomingMessage message;
};

namespace ports {

/// Where messages are accepted while the shop's store is a server that cannot be reached ("Database away" of the
/// guarantees): durable on this machine, in order, until they have been replayed. Engine loop.
class AcceptJournal {
public:
    virtual ~AcceptJournal() = default;

    /// Resumes after the flush to disk. @throws StoreError: nothing was promised.
    virtual QCoro::Task<Journalled> keep(IncomingMessage message) = 0;
    /// What waits, oldest first. @throws StoreError
    virtual QCoro::Task<std::vector<JournalEntry>> oldest(int limit) = 0;
    /// They are in the store now. @throws StoreError: they will be offered again, which is harmless.
    virtual QCoro::Task<void> forget(std::vector<qint64> numbers) = 0;
    /// It cannot be replayed and is not replayed any more; it stays in the file for a person. @throws StoreError
    virtual QCoro::Task<void> setAside(qint64 number, QString why) = 0;

    virtual qint64 waiting() const = 0;
    /// Messages of this conversation wait: newer ones must go behind them.
    virtual bool holds(const ConversationId& conversation) const = 0;
};

}  // namespace ports
}  // namespace tongdai
