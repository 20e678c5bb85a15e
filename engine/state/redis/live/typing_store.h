#pragma once

#include "engine/domain/ids.h"
#include "engine/state/redis/connection/script.h"

namespace tongdai::redis {

/// Who types where, for six seconds after the last sign (contracts/realtime-chat §2). Receivers let it run out
/// themselves; a lost sign is no trouble. Lives on the engine loop.
class TypingStore final {
public:
    static constexpr std::chrono::milliseconds kPause{2000};  ///< between two announcements of one user in one thread

    explicit TypingStore(Connection& connection) : m_connection(connection) {}

    /// True: tell the others. Nothing: Redis could not be asked.
    QCoro::Task<std::optional<bool>> start(ConversationId thread, SenderId user);
    /// True: the others thought this user typed; tell them.
    QCoro::Task<std::optional<bool>> stop(ConversationId thread, SenderId user);

private:
    Connection& m_connection;
    Script m_start{"typing_start"};
};

}  // namespace tongdai::redis
