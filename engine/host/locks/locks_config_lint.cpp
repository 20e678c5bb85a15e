#include "engine/host/locks/locks_config_lint.h"

#include "engine/work/claims/held_claims.h"

#include <QVersionNumber>

namespace tongdai {

using LintKind = api::ConfigWarning::Kind;

namespace {

/// What a turn needs beside thinking, within the longest claim (conversation_runner.cpp).
constexpr std::chrono::seconds kBesideThinking{15};
const QVersionNumber kOldestRedis(6, 2);  // LMOVE, XADD MINID

}  // namespace

std::vector<api::ConfigWarning> configWarnings(const EngineConfig& config)
{
    std::vector<api::ConfigWarning> warnings;
    const auto warn = [&warnings](LintKind kind, std::chrono::seconds first, std::chrono::seconds second) {
        warnings.push_back({kind, int(first.count()), int(second.count())});
    };
    if (config.lockTtl <= config.aiProcessingTimeout)
        warn(LintKind::LockShorterThanAi, config.lockTtl, config.aiProcessingTimeout);
    if (config.aiProcessingTimeout > kMaxHold - kBesideThinking)
        warn(LintKind::AiLongerThanHold, config.aiProcessingTimeout, kMaxHold - kBesideThinking);
    if (config.aiTimeout > config.aiProcessingTimeout)
        warn(LintKind::OneTryLongerThanAll, config.aiTimeout, config.aiProcessingTimeout);
    if (config.stateTtl <= config.lockTtl) warn(LintKind::StateShorterThanLock, config.stateTtl, config.lockTtl);
    return warnings;
}

bool isOldRedis(const QString& version)
{
    const QVersionNumber number = QVersionNumber::fromString(version);
    return !number.isNull() && number < kOldestRedis;
}

}  // namespace tongdai
