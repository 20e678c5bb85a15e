#pragma once

#include "engine/server/router.h"
#include "engine/server/routes/chat/chat_callers.h"

namespace tongdai {

namespace ports {
class AuditLog;
class DisputeAdmin;
}  // namespace ports

struct DisputeJoin;

/// The disputes of another program's chat for its administrators (contracts/realtime-chat §8), by the token they have
/// for its chat. Whoever joins, exports or closes stands in this shop's audit log before anything is done or given out.
/// Engine loop.
class DisputeRoutes {
public:
    struct Services {
        ports::DisputeAdmin* disputes = nullptr;  ///< null: no such database is in the settings
        ports::AuditLog& audit;
        ChatCallers::Ports callers;
    };
    DisputeRoutes(Router& router, Services services);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    using Answer = QCoro::Task<http::Response>;
    using Work = Answer (DisputeRoutes::*)(ExchangePtr, QString admin);

    void serve(Router& router, contract::RouteId route, Work work);
    Answer withAdmin(ExchangePtr exchange, Work work);
    Answer list(ExchangePtr exchange, QString admin);
    Answer detail(ExchangePtr exchange, QString admin);
    Answer join(ExchangePtr exchange, QString admin);
    Answer eligibility(ExchangePtr exchange, QString admin);
    Answer package(ExchangePtr exchange, QString admin);
    Answer arbitration(ExchangePtr exchange, QString admin);
    Answer close(ExchangePtr exchange, QString admin);
    QCoro::Task<void> note(QString action, DisputeJoin wanted);

    Services m_services;
    ChatCallers m_callers;
};

}  // namespace tongdai
