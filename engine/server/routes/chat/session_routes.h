#pragma once

#include "engine/domain/ports/live/plain_sessions.h"
#include "engine/server/router.h"
#include "engine/server/routes/chat/session_ids.h"
#include "engine/work/audit/hourly_looks.h"
#include "engine/work/chat/session_statuses.h"
#include "engine/work/desk/operator_acts.h"
#include "engine/work/desk/sight_check.h"

namespace tongdai {

/// The older product's REST routes below /chat (contracts/background §2). A web session belongs to whoever knows its
/// id, as on its WebSocket; everything else wants the administrator's token. What is said goes the way of every other
/// line. Engine loop; outlives the router's last request.
class SessionRoutes {
public:
    struct Services {
        SessionStatuses& statuses;
        ports::PlainSessionStore& store;
        ports::HistoryReader& reader;
        OperatorActs& acts;
        const ports::Clock& clock;
        ports::Random& random;
        SessionIds ids;
        OperatorId operatorId;  ///< whose acts those of the administrator's token are
        QString operatorName;
        HourlyLooks& looks;
    };
    SessionRoutes(Router& router, Services services);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    struct Actor {
        OperatorId id;
        QString name;
    };
    Actor actor(const http::Request& request) const;
    QCoro::Task<http::Response> open(ExchangePtr exchange);
    QCoro::Task<http::Response> session(ExchangePtr exchange);
    QCoro::Task<http::Response> history(ExchangePtr exchange);
    QCoro::Task<http::Response> change(ExchangePtr exchange);
    QCoro::Task<http::Response> send(ExchangePtr exchange);
    /// The session a request may read; nothing: it is nobody's business.
    std::optional<ConversationId> readable(const http::Request& request) const;
    QCoro::Task<bool> isHidden(ExchangePtr exchange, ConversationId session);
    QCoro::Task<std::optional<SessionStatus>> find(ConversationId session);
    QCoro::Task<http::Response> list(ExchangePtr exchange, QJsonObject (*entry)(const PlainSession&));

    Router& m_router;
    Services m_services;
    SightCheck m_sight;
};

}  // namespace tongdai
