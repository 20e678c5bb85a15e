#pragma once

#include "engine/domain/conversation/session_status.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// What other programs on the same Redis read of who may answer: `chat_session:{id}` and `check_reply:{id}`
/// (contracts/background §3). Copies of the conversation's row, which decides. Best effort: no call throws, none waits
/// longer than the command time-out. Lives on the engine loop.
class SessionStatusCache {
public:
    virtual ~SessionStatusCache() = default;

    enum class Look : quint8 { Hit, Miss, Away };
    struct Found {
        Look look = Look::Away;
        SessionStatus status;  ///< of a hit
    };
    /// Ours, or what the older product wrote under its own name.
    virtual QCoro::Task<Found> find(ConversationId session) = 0;
    /// After a look at the store. What is there and newer stays.
    virtual QCoro::Task<void> fill(SessionStatus status, TimePoint now) = 0;
    /// Who answers has changed: everything that was cached of it goes, the older product's copies too, and the new
    /// state is written, in one step. It is on its way when this returns.
    virtual QCoro::Task<void> replace(SessionStatus status, TimePoint now) = 0;
};

}  // namespace tongdai::ports
