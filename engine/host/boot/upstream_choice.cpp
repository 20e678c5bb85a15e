#include "engine/host/boot/upstream_choice.h"

#include "engine/domain/log.h"
#include "engine/upstream/http_ai.h"
#include "engine/upstream/http_platform.h"
#include "engine/upstream/rules_ai.h"

namespace tongdai {

namespace {

const Log rulesLog("engine.rules");

}  // namespace

QString rulesFileOf(const EngineConfig& config)
{
    return config.dataDir + QLatin1StringView("/rules.json");
}

std::unique_ptr<ports::AiClient> chooseAi(const EngineConfig& config)
{
    // With an AI service as well: who turns it off finds the rules where the System page says.
    const QString problem = upstream::RulesAi::installDefault(rulesFileOf(config));
    if (!problem.isEmpty()) rulesLog.warn("rules file not made", {{QStringLiteral("cause"), problem}});
    if (config.aiUrl.isEmpty()) return std::make_unique<upstream::RulesAi>(rulesFileOf(config));
    return std::make_unique<upstream::HttpAi>(config.aiUrl, config.aiPath);
}

std::unique_ptr<ports::PlatformClient> choosePlatform(const EngineConfig& config)
{
    if (config.platformUrl.isEmpty()) return std::make_unique<upstream::NoPlatform>();
    upstream::HttpPlatform::Settings settings;
    settings.baseUrl = config.platformUrl;
    settings.token = config.pancakeToken.toUtf8();
    settings.timeout = config.platformTimeout;
    settings.path = config.platformPath;
    return std::make_unique<upstream::HttpPlatform>(std::move(settings));
}

}  // namespace tongdai
