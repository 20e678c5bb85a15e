#include "engine/domain/health.h"

namespace tongdai {

HealthLevel levelOf(const std::vector<PartHealth>& parts)
{
    // The worst loss wins: nothing durable, then the database, Redis, AI, channel.
    const auto isDown = [&parts](Part part) {
        for (const PartHealth& p : parts) {
            if (p.part == part) return p.state == PartState::Down;
        }
        return false;
    };
    if (isDown(Part::Engine)) return HealthLevel::ReadOnly;
    if (isDown(Part::History)) return HealthLevel::NoDatabase;
    if (isDown(Part::Redis)) return HealthLevel::NoRedis;
    if (isDown(Part::Ai)) return HealthLevel::NoAi;
    if (isDown(Part::Platform)) return HealthLevel::NoChannel;
    return HealthLevel::Full;
}

}  // namespace tongdai
