#include "engine/domain/shop/health.h"

namespace tongdai {

using namespace Qt::StringLiterals;

PartTrouble partTroubleOf(const StoreError& error)
{
    switch (error.kind()) {
        case StoreError::Kind::Full: return PartTrouble::DiskFull;
        case StoreError::Kind::Corrupt: return PartTrouble::Damaged;
        default: return PartTrouble::Away;
    }
}

HealthLevel levelOf(const std::vector<PartHealth>& parts)
{
    // The worst loss wins: nothing durable, then the database, Redis, AI, channel.
    const auto stateOf = [&parts](Part part) {
        for (const PartHealth& p : parts) {
            if (p.part == part) return p.state;
        }
        return PartState::Off;
    };
    const auto isDown = [&stateOf](Part part) { return stateOf(part) == PartState::Down; };
    const PartState journal = stateOf(Part::Journal);
    const bool journalWorks = journal == PartState::Ok || journal == PartState::Slow;
    if (isDown(Part::Engine)) return HealthLevel::ReadOnly;
    if (isDown(Part::History)) return journalWorks ? HealthLevel::NoDatabase : HealthLevel::ReadOnly;
    if (isDown(Part::Redis)) return HealthLevel::NoRedis;
    if (isDown(Part::Ai)) return HealthLevel::NoAi;
    if (isDown(Part::Platform)) return HealthLevel::NoChannel;
    return HealthLevel::Full;
}

QLatin1StringView levelName(HealthLevel level)
{
    switch (level) {
        case HealthLevel::Full: return "full"_L1;
        case HealthLevel::NoRedis: return "no_redis"_L1;
        case HealthLevel::NoDatabase: return "no_database"_L1;
        case HealthLevel::NoAi: return "no_ai"_L1;
        case HealthLevel::NoChannel: return "no_channel"_L1;
        case HealthLevel::ReadOnly: return "read_only"_L1;
    }
    return {};
}

QLatin1StringView partName(Part part)
{
    switch (part) {
        case Part::Engine: return "engine"_L1;
        case Part::Redis: return "redis"_L1;
        case Part::History: return "history"_L1;
        case Part::Ai: return "ai"_L1;
        case Part::Platform: return "platform"_L1;
        case Part::Journal: return "journal"_L1;
        case Part::Disk: return "disk"_L1;
    }
    return {};
}

QLatin1StringView partStateName(PartState state)
{
    switch (state) {
        case PartState::Off: return "off"_L1;
        case PartState::Starting: return "starting"_L1;
        case PartState::Ok: return "ok"_L1;
        case PartState::Slow: return "slow"_L1;
        case PartState::Down: return "down"_L1;
    }
    return {};
}

QLatin1StringView auditStateName(AuditState state)
{
    switch (state) {
        case AuditState::Unknown: return "unknown"_L1;
        case AuditState::Ok: return "ok"_L1;
        case AuditState::Older: return "older_copy"_L1;
        case AuditState::Altered: return "altered"_L1;
        case AuditState::Replaced: return "replaced"_L1;
    }
    return {};
}

}  // namespace tongdai
