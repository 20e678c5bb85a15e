#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/domain/ports/clock.h"
#include "engine/domain/ports/platform_client.h"
#include "engine/domain/ports/service_calls.h"
#include "engine/domain/ports/tool_box.h"
#include "engine/host/boot/engine_config.h"
#include "engine/server/routes/metrics_text.h"

#include <memory>

namespace tongdai {

class PageStack;

/// Which bot answers: the language model or the AI service of the settings, or the rules file in the data folder, which
/// is made from the shipped rules when it is not there. `tools`: what the model or the rules may look up; may be null.
std::unique_ptr<ports::AiClient> chooseAi(const EngineConfig& config, const ports::Clock& clock,
                                          std::shared_ptr<ports::ToolBox> tools = nullptr);
/// For /metrics: of a language model.
std::vector<Figure> aiFigures(const ports::AiClient& ai);

/// Where actions go: the platform of the settings and the shop's pages, or nowhere but the conversation.
/// `calls`: made on the way; `pages`: in front of that platform. Either may be null.
std::unique_ptr<ports::PlatformClient> choosePlatform(const EngineConfig& config,
                                                      std::shared_ptr<ports::ServiceCalls> calls = nullptr,
                                                      const PageStack* pages = nullptr);

/// The rules file an owner may edit.
QString rulesFileOf(const EngineConfig& config);

}  // namespace tongdai
