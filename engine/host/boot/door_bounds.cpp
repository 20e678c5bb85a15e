#include "engine/host/boot/door_bounds.h"

#include <algorithm>

namespace tongdai {

using namespace std::chrono_literals;

DoorBounds doorBounds(const EngineConfig& config, const ports::Clock& clock, WrongTokens::Tell tell)
{
    const DoorLimits::Rules rules{config.addressMessagesPerMinute, config.shopMessagesPerMinute,
                                  config.addressRequestsPerMinute};
    auto rates = std::make_shared<RateLedger>(clock);
    rates->setRule(RateScope::ChatUser, {config.chatMessagesPerMinute, 60s});
    rates->setRule(RateScope::Sender, {config.senderMessagesPerMinute, 60s});
    rates->setRule(RateScope::ApiUser, {config.apiRequestsPerMinute, 60s});
    rates->setRule(RateScope::ApiWorkspace, {config.apiShopRequestsPerMinute, 60s});
    rates->setRule(RateScope::Connection, {config.connectionCallsPerMinute, 60s});
    rates->setRule(RateScope::Page, {config.pageAnswersPerMinute, 60s});
    rates->setRule(RateScope::Upstream, {config.platformRequestsPerMinute, 60s});
    return {std::make_shared<http::ByteBudget>(), std::make_shared<DoorLimits>(rules, clock, rates),
            std::make_shared<WrongTokens>(clock, std::move(tell)), std::make_shared<ShopPeople>(), rates};
}

http::Limits httpLimits(const EngineConfig& config)
{
    constexpr int kCallsBeside = 64;
    http::Limits limits;
    limits.connectionsPerAddress =
        std::max(limits.connectionsPerAddress, config.chatConnectionsPerAddress + kCallsBeside);
    limits.connections = std::max(limits.connections, limits.connectionsPerAddress);
    return limits;
}

engineio::OriginPolicy webOrigins(const EngineConfig& config)
{
    QSet<QByteArray> origins;
    for (const QString& origin : config.allowedOrigins)
        origins.insert(origin.toUtf8());
    return engineio::OriginPolicy::listed(std::move(origins));
}

AccessRules accessRules(const EngineConfig& config, const DoorBounds& bounds, const ports::Clock& clock,
                        ports::RateLimits& rates)
{
    return {BearerTokens({config.pancakeToken.toUtf8()}),
            BearerTokens({config.adminToken.toUtf8()}),
            HostAllowList(config.allowedHosts),
            bounds.wrong,
            bounds.doors,
            bounds.people,
            [&clock] { return clock.now(); },
            &rates};
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
    rules.people = bounds.people;
    return rules;
}

}  // namespace tongdai
