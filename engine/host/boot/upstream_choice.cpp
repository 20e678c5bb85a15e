#include "engine/host/boot/upstream_choice.h"

#include "engine/domain/log.h"
#include "engine/host/boot/page_stack.h"
#include "engine/upstream/connections/calling_platform.h"
#include "engine/upstream/http_ai.h"
#include "engine/upstream/http_platform.h"
#include "engine/upstream/openai/openai_ai.h"
#include "engine/upstream/rules_ai.h"

namespace tongdai {

namespace {

const Log rulesLog("engine.rules");

}  // namespace

QString rulesFileOf(const EngineConfig& config)
{
    return config.dataDir + QLatin1StringView("/rules.json");
}

std::unique_ptr<ports::AiClient> chooseAi(const EngineConfig& config, const ports::Clock& clock,
                                          std::shared_ptr<ports::ToolBox> tools)
{
    // With an AI service as well: who turns it off finds the rules where the System page says.
    const QString problem = upstream::RulesAi::installDefault(rulesFileOf(config));
    if (!problem.isEmpty()) rulesLog.warn("rules file not made", {{QStringLiteral("cause"), problem}});
    if (config.model) {
        upstream::ModelAccount account;
        account.base = config.model->url;
        account.key = config.model->key.toUtf8();
        account.model = config.model->model;
        account.intents = config.answerRule.intents;
        account.system = config.model->prompt;
        account.mostTokens = config.model->mostTokens;
        account.wantsCompletionTokens = config.model->wantsCompletionTokens;
        account.isStreamed = config.model->isStreamed;
        account.findsDetails = config.detailsFromAi;
        account.parallel = config.model->parallel;
        account.tokensPerDay = config.model->tokensPerDay;
        return std::make_unique<upstream::OpenAiAi>(std::move(account), clock, std::move(tools));
    }
    if (config.aiUrl.isEmpty()) return std::make_unique<upstream::RulesAi>(rulesFileOf(config), std::move(tools));
    return std::make_unique<upstream::HttpAi>(config.aiUrl, config.aiPath);
}

std::vector<Figure> aiFigures(const ports::AiClient& ai)
{
    const auto* model = dynamic_cast<const upstream::OpenAiAi*>(&ai);
    if (!model) return {};
    const upstream::ModelFigures& count = model->figures();
    return {
        {"model_requests_total", "Requests to the language model.", double(count.requests), true},
        {"model_tokens_total", "Tokens it used.", double(count.tokens), true},
        {"model_tokens_today", "Tokens it used today (UTC).", double(count.tokensToday), false},
        {"model_repairs_total", "Answers asked for once more for their form.", double(count.repairs), true},
        {"model_tool_calls_total", "Look-ups it asked for.", double(count.toolCalls), true},
        {"model_budget_refusals_total", "Answers not asked for because the day's tokens were used up.",
         double(count.budgetRefusals), true},
    };
}

std::unique_ptr<ports::PlatformClient> choosePlatform(const EngineConfig& config,
                                                      std::shared_ptr<ports::ServiceCalls> calls,
                                                      const PageStack* pages)
{
    std::unique_ptr<ports::PlatformClient> platform = std::make_unique<upstream::NoPlatform>();
    if (!config.platformUrl.isEmpty()) {
        upstream::HttpPlatform::Settings settings;
        settings.baseUrl = config.platformUrl;
        settings.token = config.pancakeToken.toUtf8();
        settings.timeout = config.platformTimeout;
        settings.path = config.platformPath;
        platform = std::make_unique<upstream::HttpPlatform>(std::move(settings));
    }
    if (pages) platform = pages->before(std::move(platform));
    if (!calls || !platform->isConfigured()) return platform;
    return std::make_unique<upstream::CallingPlatform>(std::move(platform), std::move(calls));
}

}  // namespace tongdai
