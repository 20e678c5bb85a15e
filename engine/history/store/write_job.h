#pragma once

#include "engine/domain/conversation/message.h"
#include "engine/domain/ports/store/history_event.h"
#include "engine/history/store/sql_job.h"

#include <vector>

namespace tongdai {

class UnitOfWork;

/// One change for the history writer. Jobs of one batch share a transaction; a job is run again from its start when the
/// transaction has to be repeated, so run() must set everything it sets.
class WriteJob : public SqlJob {
public:
    /// In this order inside a batch. What people decide goes before what was sent and what the bot answers, an answer
    /// before the messages that came in meanwhile; all of them are concurrent, so any order would be right.
    enum class Kind { Act, Settle, Finish, Accept, Alone };
    virtual Kind kind() const { return Kind::Act; }
    /// Whose rows it locks. The writer locks those of a whole batch at once, in the order of their ids, before anything
    /// else: two engines on one store then never wait for each other in a circle.
    virtual std::vector<ConversationId> conversations() const { return {}; }
    /// False: it finds out on its way which rows it changes, and has a transaction of its own.
    virtual bool sharesTransaction() const { return true; }
    /// Kinds Settle, Finish and Accept run as a batch instead (outbox/settle_outbox.h, conversations/finish.h,
    /// accept.h). Alone: outside a transaction.
    virtual void run(UnitOfWork& work) = 0;
    /// After the commit, before delivery: moves what the transaction filled in (event ids) into the outcome.
    virtual void committed() {}

    TimePoint at{};  ///< when it was asked for, by the engine's clock
    std::vector<HistoryEvent> events;
    /// An earlier try of the same job may have been committed although it looked failed: look before writing.
    bool mayBeDone = false;
};

}  // namespace tongdai
