#pragma once

#include "engine/domain/shop/health.h"
#include "engine/server/http/http_server.h"

#include <functional>

namespace tongdai {

namespace ports {
class Clock;
class Statistics;
}  // namespace ports

class AdminActs;

/// The admin routes (contracts/handle-message §5). Engine loop. A store that does not answer is 503, never an
/// exception to the caller.
class AdminRoutes {
public:
    /// `statistics` null: stats() has no figures of a range.
    AdminRoutes(AdminActs& acts, const ports::Clock& clock, std::function<HealthSnapshot()> health,
                ports::Statistics* statistics = nullptr)
        : m_acts(acts), m_clock(clock), m_health(std::move(health)), m_statistics(statistics)
    {
    }

    /// `?limit=` 1 … 10,000, default 1,000; `total_conversations` counts all.
    QCoro::Task<http::Response> conversations(std::shared_ptr<http::Exchange> exchange);
    QCoro::Task<http::Response> health(std::shared_ptr<http::Exchange> exchange);
    /// `?days=` 1 … 31 adds the figures of so many days, today the last; `zone`, an IANA name, says whose days, the
    /// system's without it.
    QCoro::Task<http::Response> stats(std::shared_ptr<http::Exchange> exchange);
    QCoro::Task<http::Response> cancel(std::shared_ptr<http::Exchange> exchange);
    /// `?max_age_hours=` 1 … 87,600 (ten years), default 24.
    QCoro::Task<http::Response> cleanUp(std::shared_ptr<http::Exchange> exchange);

private:
    QCoro::Task<QJsonObject> figures(int days, QTimeZone zone);

    AdminActs& m_acts;
    const ports::Clock& m_clock;
    std::function<HealthSnapshot()> m_health;
    ports::Statistics* m_statistics;
};

}  // namespace tongdai
