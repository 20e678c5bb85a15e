#pragma once

#include "engine/domain/ports/ai_client.h"
#include "engine/domain/ports/platform_client.h"
#include "engine/host/engine_config.h"

#include <memory>

namespace tongdai {

/// Which bot answers: the AI service of the settings, or the rules file in the data folder, which is made from the
/// shipped rules when it is not there.
std::unique_ptr<ports::AiClient> chooseAi(const EngineConfig& config);

/// Where actions go: the platform of the settings, or nowhere but the conversation.
std::unique_ptr<ports::PlatformClient> choosePlatform(const EngineConfig& config);

/// The rules file an owner may edit.
QString rulesFileOf(const EngineConfig& config);

}  // namespace tongdai
