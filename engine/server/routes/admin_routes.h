#pragma once

#include "engine/domain/health.h"
#include "engine/domain/ports/clock.h"
#include "engine/server/http/http_server.h"
#include "engine/work/admin_acts.h"

#include <functional>

namespace tongdai {

/// The admin routes (contracts/handle-message §5). Engine loop. A store that does not answer is 503, never an
/// exception to the caller.
class AdminRoutes {
public:
    AdminRoutes(AdminActs& acts, const ports::Clock& clock, std::function<HealthSnapshot()> health)
        : m_acts(acts), m_clock(clock), m_health(std::move(health))
    {
    }

    /// `?limit=` 1 … 10,000, default 1,000; `total_conversations` counts all.
    QCoro::Task<http::Response> conversations(std::shared_ptr<http::Exchange> exchange);
    QCoro::Task<http::Response> health(std::shared_ptr<http::Exchange> exchange);
    QCoro::Task<http::Response> stats(std::shared_ptr<http::Exchange> exchange);
    QCoro::Task<http::Response> cancel(std::shared_ptr<http::Exchange> exchange);
    /// `?max_age_hours=` 1 … 87,600 (ten years), default 24.
    QCoro::Task<http::Response> cleanUp(std::shared_ptr<http::Exchange> exchange);

private:
    AdminActs& m_acts;
    const ports::Clock& m_clock;
    std::function<HealthSnapshot()> m_health;
};

}  // namespace tongdai
