#pragma once

#include "engine/server/router.h"
#include "engine/work/chat/erase_chat_session.h"
#include "engine/work/tasks/privacy_upkeep.h"

namespace tongdai {

/// The administrator's privacy routes: erasure with a plan before it, legal holds, retention with a dry run.
/// Engine loop; outlives the router's last request.
class PrivacyRoutes {
public:
    struct Services {
        EraseChatSession& erase;
        ports::LegalHoldStore& holds;
        PrivacyUpkeep& upkeep;
        ports::Clock& clock;
    };
    PrivacyRoutes(Router& router, Services services);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    using Act = QCoro::Task<http::Response> (PrivacyRoutes::*)(ExchangePtr);
    QCoro::Task<http::Response> guarded(ExchangePtr exchange, Act act);
    QCoro::Task<http::Response> erasures(ExchangePtr exchange);
    QCoro::Task<http::Response> planErasure(ExchangePtr exchange);
    QCoro::Task<http::Response> erasePerson(ExchangePtr exchange);
    QCoro::Task<http::Response> noteErasure(ExchangePtr exchange);
    QCoro::Task<http::Response> holds(ExchangePtr exchange);
    QCoro::Task<http::Response> placeHold(ExchangePtr exchange);
    QCoro::Task<http::Response> releaseHold(ExchangePtr exchange);
    QCoro::Task<http::Response> planRetention(ExchangePtr exchange);
    QCoro::Task<http::Response> applyRetention(ExchangePtr exchange);

    Services m_services;
};

}  // namespace tongdai
