#pragma once

#include "engine/domain/conversation/outbox.h"
#include "engine/state/redis/connection/health.h"
#include "engine/state/redis/connection/script.h"

#include <QStringList>

#include <vector>

namespace tongdai::redis {

/// What became of the plan of an answer.
struct NotedPlan {
    ConversationId conversation;
    qint64 ord = 0;
    OutboxState state = OutboxState::Waiting;
    OwnerId owner;  ///< who sends it; empty: nobody
    Fence fence = 0;
    int tries = 0;
    QStringList actions;  ///< in order; empty: not known any more, the state is changed only where it stands
    TimePoint at{};
};

/// How this engine's plans stand: `plan_state:` and, while one is being sent, `lock:plan:` with owner and fence
/// (contracts/background §3). For other programs and for people; the outbox row decides. Best effort. Engine loop.
class PlanStates final {
public:
    PlanStates(Connection& connection, const Health& health) : m_connection(connection), m_health(health) {}

    /// Some at a time, none of which holds Redis for more than a millisecond; nobody waits for it. @returns false, and
    /// does nothing, while Redis may not be written.
    bool write(const std::vector<NotedPlan>& plans);
    bool canWrite() const { return m_health.canWrite(); }

private:
    static constexpr size_t kAtOnce = 50;
    QCoro::Task<void> writeSome(QByteArrayList keys, QByteArrayList args);

    Connection& m_connection;
    const Health& m_health;
    Script m_script{"plan_states"};
};

}  // namespace tongdai::redis
