#pragma once

#include "engine/domain/ids.h"
#include "engine/server/router.h"

namespace tongdai {

class ChannelBots;

/// The administrator's routes about the bot of a whole channel: for which it is off, and switching it. Engine loop;
/// outlives the router's last request.
class ChannelRoutes {
public:
    struct Services {
        ChannelBots& bots;
        OperatorId operatorId;  ///< who an administrator's acts are from
        QString operatorName;
    };
    ChannelRoutes(Router& router, Services services);

private:
    using ExchangePtr = std::shared_ptr<http::Exchange>;
    QCoro::Task<http::Response> list(ExchangePtr exchange);
    QCoro::Task<http::Response> set(ExchangePtr exchange);

    Services m_services;
};

}  // namespace tongdai
