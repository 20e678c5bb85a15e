#include "engine/host/locks/locks_config_lint.h"

#include "engine/work/claims/held_claims.h"
#include "engine/work/message/pipeline_ports.h"

#include <QVersionNumber>

namespace tongdai {

using namespace Qt::StringLiterals;
using LintKind = api::ConfigWarning::Kind;

namespace {

/// What a turn needs beside thinking, within the longest claim (conversation_runner.cpp).
constexpr std::chrono::seconds kBesideThinking{15};
const QVersionNumber kOldestRedis(6, 2);  // LMOVE, XADD MINID
/// A case has three working days from when it is opened (dispute_service.h); Tết may lie between.
constexpr int kLongestCaseDays = 14;

/// What a case is judged on: the lines, what the bot made of them, and whether they arrived.
void addRetention(const RetentionPolicy& policy, std::vector<api::ConfigWarning>& warnings)
{
    const std::pair<QLatin1StringView, int> kept[]{{"RETAIN_CONVERSATIONS_DAYS"_L1, policy.conversations},
                                                   {"RETAIN_TURNS_DAYS"_L1, policy.turns},
                                                   {"RETAIN_OUTBOX_DAYS"_L1, policy.outbox}};
    for (const auto& [name, days] : kept) {
        if (days > 0 && days < kLongestCaseDays)
            warnings.push_back({LintKind::RetentionShorterThanCase, days, kLongestCaseDays, name});
    }
}

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
    const auto patience = std::chrono::duration_cast<std::chrono::seconds>(PipelineOptions().waitBudget);
    if (!config.pauseChannels.isEmpty() && config.pause >= patience)
        warn(LintKind::PauseLongerThanWait, config.pause, patience);
    addRetention(config.retention, warnings);
    return warnings;
}

std::optional<api::ConfigWarning> nightWarning(qint64 messages, qint64 journalHolds)
{
    if (journalHolds <= 0 || messages <= journalHolds) return {};
    return api::ConfigWarning{LintKind::JournalShorterThanNight, int(messages), int(journalHolds)};
}

bool isOldRedis(const QString& version)
{
    const QVersionNumber number = QVersionNumber::fromString(version);
    return !number.isNull() && number < kOldestRedis;
}

}  // namespace tongdai
