#pragma once

#include "engine/host/boot/engine_config.h"
#include "engine/server/access/door_limits.h"
#include "engine/server/access/wrong_tokens.h"
#include "engine/server/http/byte_budget.h"
#include "engine/server/plain_sockets/plain_sockets.h"
#include "engine/server/router.h"

#include <memory>

/// Who may come in through this engine's doors, as the settings have it. Engine loop.
namespace tongdai {

/// What all doors count together.
struct DoorBounds {
    std::shared_ptr<http::ByteBudget> budget;
    std::shared_ptr<DoorLimits> doors;
    std::shared_ptr<WrongTokens> wrong;
    std::shared_ptr<ShopPeople> people;
    std::shared_ptr<RateLedger> rates;  ///< every limit of this engine
};
DoorBounds doorBounds(const EngineConfig& config, const ports::Clock& clock, WrongTokens::Tell tell);

/// Chat sockets are connections too: the server leaves room for as many as the chat may have, and for calls beside
/// them.
http::Limits httpLimits(const EngineConfig& config);
engineio::OriginPolicy webOrigins(const EngineConfig& config);
AccessRules accessRules(const EngineConfig& config, const DoorBounds& bounds, const ports::Clock& clock,
                        ports::RateLimits& rates);
PlainSockets::Rules plainSocketRules(const EngineConfig& config, const DoorBounds& bounds);

}  // namespace tongdai
