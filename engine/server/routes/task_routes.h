#pragma once

#include "engine/domain/people/permission.h"
#include "engine/domain/ports/live/task_desk.h"
#include "engine/domain/ports/store/task_store.h"
#include "engine/server/router.h"

#include <functional>

namespace tongdai {

/// The administrator's routes about background work: how it stands, dead letters, trying one again, dropping it. Engine
/// loop; outlives the router's last request.
class TaskRoutes {
public:
    struct Services {
        ports::TaskStore& tasks;
        std::function<void()> wake;  ///< there is something to do
        /// Of what kind a task is, with `may`; null: whoever comes in decides about all of them.
        ports::TaskDesk* desk = nullptr;
        std::function<bool(const http::Request& request, Permission permission)> may = {};
    };
    TaskRoutes(Router& router, Services services);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    QCoro::Task<http::Response> list(ExchangePtr exchange);
    QCoro::Task<http::Response> resolve(ExchangePtr exchange, TaskDecision decision);
    QCoro::Task<std::optional<Permission>> lacking(ExchangePtr exchange, qint64 id);

    Services m_services;
};

}  // namespace tongdai
