#pragma once

#include "engine/server/router.h"

namespace tongdai {

namespace ports {
class HistoryReader;
class LiveState;
}  // namespace ports

class AdminActs;
class ConsolidatedChat;

/// `POST /api/v1/chat/message` and the routes beside it (contracts/handle-message §6.4). Callers bring the platform's
/// or the administrator's token in `X-Platform-Token`, `X-API-KEY` or `Authorization`. Engine loop; outlives the
/// router's last request.
class ConsolidatedRoutes {
public:
    struct Services {
        ConsolidatedChat& chat;
        AdminActs& adminActs;
        ports::HistoryReader& reader;
        ports::LiveState& live;
    };
    ConsolidatedRoutes(Router& router, Services services);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    using Act = QCoro::Task<http::Response> (ConsolidatedRoutes::*)(ExchangePtr);
    void serve(contract::RouteId route, Act act);
    /// Trouble with the store is an answer, too.
    QCoro::Task<http::Response> guarded(ExchangePtr exchange, Act act);

    QCoro::Task<http::Response> message(ExchangePtr exchange);
    QCoro::Task<http::Response> limits(ExchangePtr exchange);
    QCoro::Task<http::Response> job(ExchangePtr exchange);
    QCoro::Task<http::Response> jobStatus(ExchangePtr exchange);
    QCoro::Task<http::Response> cancelJob(ExchangePtr exchange);
    QCoro::Task<http::Response> lock(ExchangePtr exchange);
    QCoro::Task<http::Response> releaseLock(ExchangePtr exchange);
    QCoro::Task<http::Response> status(ExchangePtr exchange);

    Router& m_router;
    Services m_services;
};

}  // namespace tongdai
