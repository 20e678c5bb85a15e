#pragma once

#include "engine/server/router.h"
#include "engine/work/audit/audit_anchor.h"
#include "engine/work/audit/audit_trail.h"

namespace tongdai {

/// The administrator's audit routes: the log, its verification, and the word that a store which is not the one it was
/// is the right one all the same. Engine loop; outlives the router's last request.
class AuditRoutes {
public:
    struct Services {
        ports::AuditLog& log;
        AuditAnchor& anchor;
        AuditTrail& trail;
    };
    AuditRoutes(Router& router, Services services);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    using Act = QCoro::Task<http::Response> (AuditRoutes::*)(ExchangePtr);
    QCoro::Task<http::Response> guarded(ExchangePtr exchange, Act act);
    QCoro::Task<http::Response> lines(ExchangePtr exchange);
    QCoro::Task<http::Response> verify(ExchangePtr exchange);
    QCoro::Task<http::Response> accept(ExchangePtr exchange);

    Services m_services;
};

}  // namespace tongdai
