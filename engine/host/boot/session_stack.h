#pragma once

#include "engine/history/sessions/sql_plain_sessions.h"
#include "engine/host/boot/engine_config.h"
#include "engine/host/boot/redis_stack.h"
#include "engine/server/routes/chat/session_routes.h"
#include "engine/server/routes/metrics_text.h"

namespace tongdai {

/// The older product's sessions: their cache in Redis and their REST routes (contracts/background §2 and §3). Engine
/// loop.
class SessionStack {
public:
    struct Parts {
        ports::Clock& clock;
        ports::Random& random;
        SqlHistory& history;
        RedisStack& redis;
        OperatorActs& acts;
        Router& router;
        HourlyLooks& looks;
    };
    SessionStack(Parts parts, const EngineConfig& config);

    PipelineEvents& events() { return m_statuses; }
    ports::ConversationTags& tags() { return m_store; }
    /// For /metrics.
    std::vector<Figure> figures() const;

private:
    SqlPlainSessions m_store;
    SessionStatuses m_statuses;
    SessionRoutes m_routes;
};

}  // namespace tongdai
