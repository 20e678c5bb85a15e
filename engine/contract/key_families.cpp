#include "engine/contract/key_families.h"

#include "engine/contract/redis_keys.h"

namespace tongdai::contract::keys {

namespace {

struct KeyFamily {
    const char* beginning;
    LeftoverKind kind;
};

/// Not among them: what lasts (offline lists, queues, daily counters), what a takeover for good keeps, and what other
/// programs write without a life on purpose.
constexpr KeyFamily kMortalFamilies[] = {
    {kRateWindows, LeftoverKind::Counters},    {kSenderWindows, LeftoverKind::Counters},
    {kLimitWindows, LeftoverKind::Counters},   {kConversationStates, LeftoverKind::Sessions},
    {kChatSessions, LeftoverKind::Sessions},   {kTypings, LeftoverKind::Sessions},
    {kConversationLocks, LeftoverKind::Locks}, {kPlanLocks, LeftoverKind::Locks},
    {kThreads, LeftoverKind::Copies},          {kPlanStates, LeftoverKind::Copies},
};

}  // namespace

std::optional<LeftoverKind> leftoverKind(const QByteArray& key)
{
    for (const KeyFamily& family : kMortalFamilies) {
        if (key.startsWith(family.beginning)) return family.kind;
    }
    return std::nullopt;
}

}  // namespace tongdai::contract::keys
