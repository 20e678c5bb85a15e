#include "engine/host/boot/door_bounds.h"

namespace tongdai {

DoorBounds doorBounds(const EngineConfig& config, const ports::Clock& clock, WrongTokens::Tell tell)
{
    const DoorLimits::Rules rules{config.addressMessagesPerMinute, config.shopMessagesPerMinute,
                                  config.addressRequestsPerMinute};
    return {std::make_shared<http::ByteBudget>(), std::make_shared<DoorLimits>(rules, clock),
            std::make_shared<WrongTokens>(clock, std::move(tell))};
}

engineio::OriginPolicy webOrigins(const EngineConfig& config)
{
    QSet<QByteArray> origins;
    for (const QString& origin : config.allowedOrigins)
        origins.insert(origin.toUtf8());
    return engineio::OriginPolicy::listed(std::move(origins));
}

AccessRules accessRules(const EngineConfig& config, const DoorBounds& bounds)
{
    return {BearerTokens({config.pancakeToken.toUtf8()}), BearerTokens({config.adminToken.toUtf8()}),
            HostAllowList(config.allowedHosts), bounds.wrong, bounds.doors};
}

PlainSockets::Rules plainSocketRules(const EngineConfig& config, const DoorBounds& bounds)
{
    PlainSockets::Rules rules;
    rules.admin = BearerTokens({config.adminToken.toUtf8()});
    rules.origins = webOrigins(config);
    rules.operatorId = config.operatorId;
    rules.operatorName = config.operatorName;
    rules.budget = bounds.budget;
    rules.doors = bounds.doors;
    rules.wrong = bounds.wrong;
    return rules;
}

}  // namespace tongdai
