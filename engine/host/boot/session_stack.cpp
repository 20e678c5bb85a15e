#include "engine/host/boot/session_stack.h"

#include "engine/host/boot/door_bounds.h"
#include "engine/work/chat/session_statuses.h"

namespace tongdai {

using namespace Qt::StringLiterals;

SessionStack::SessionStack(Parts parts, const EngineConfig& config)
    : m_store(parts.history),
      m_statuses({parts.clock, parts.history, parts.redis.sessions()}),
      m_routes(parts.router, {m_statuses, m_store, parts.history, parts.acts, parts.clock, parts.random,
                              SessionIds(config.jwtSecret.toUtf8()), config.operatorId, config.operatorName})
{
    const http::Response refusal = http::Response::error(403, u"Pages of this origin may not ask"_s);
    for (const QString& path : {u"/chat/session"_s, u"/chat/history"_s})
        parts.router.openToPages(path, webOrigins(config), refusal);
}

std::vector<Figure> SessionStack::figures() const
{
    const SessionStatuses::Counts& counts = m_statuses.counts();
    return {
        {"session_cache_hits_total", "Questions about sessions that Redis answered.", double(counts.hits), true},
        {"session_cache_misses_total", "Questions about sessions that Redis could not answer and the history did.",
         double(counts.misses), true},
        {"session_cache_fallbacks_total", "Questions about sessions asked of the history because Redis was away.",
         double(counts.fallbacks), true},
    };
}

}  // namespace tongdai
