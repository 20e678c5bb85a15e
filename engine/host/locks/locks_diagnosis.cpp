#include "engine/host/locks/locks_diagnosis.h"

#include "engine/domain/conversation/conversation.h"

namespace tongdai {

using namespace std::chrono_literals;
using api::LockAct;
using api::LockCause;
using api::LockState;

namespace {

/// A heartbeat comes every 5 s: one that is missing by this much was missed.
constexpr std::chrono::milliseconds kLateBeat = 8s;
/// A lock is renewed when a third of its life is over: with less than this left, nobody has.
constexpr int kEndingPercent = 40;

std::vector<LockAct> actsFor(const LockFacts& facts)
{
    if (!facts.isText) return {};
    std::vector<LockAct> acts;
    if (!facts.left) acts.push_back(LockAct::GiveLife);
    acts.push_back(facts.isConversation ? LockAct::Release : LockAct::Drop);
    return acts;
}

/// Whether its process is there, and works.
LockCause causeInHolder(const LockFacts& facts)
{
    if (!facts.isOurs || facts.isThisEngine) return LockCause::None;
    if (facts.life == ProcessLife::Gone) return LockCause::HolderGone;
    if (facts.life == ProcessLife::Stopped) return LockCause::HolderPaused;
    if (!facts.heartbeatLeft) return LockCause::HolderGone;
    const bool isLate = facts.heartbeatWhole - *facts.heartbeatLeft > kLateBeat;
    return isLate ? LockCause::HolderSilent : LockCause::None;
}

bool isLeftBehind(const LockFacts& facts)
{
    if (!facts.isRowKnown || !facts.isOurs) return false;
    const bool isSomebodyElses = !facts.rowOwner.isEmpty() && facts.rowOwner.bytes() != facts.owner;
    return isSomebodyElses || (facts.fence > 0 && facts.rowFence > facts.fence);
}

bool isEnding(const LockFacts& facts)
{
    return facts.left && facts.whole > 0ms && *facts.left * 100 < facts.whole * kEndingPercent;
}

}  // namespace

LockVerdict diagnose(const LockFacts& facts)
{
    LockVerdict verdict;
    verdict.acts = actsFor(facts);
    if (facts.heartbeatLeft) verdict.silentFor = std::max(0ms, facts.heartbeatWhole - *facts.heartbeatLeft);
    const auto is = [&verdict](LockState state, LockCause cause) {
        verdict.state = state;
        verdict.cause = cause;
        return verdict;
    };
    if (!facts.isText) return is(LockState::Program, LockCause::NotText);
    const LockCause holder = causeInHolder(facts);
    if (holder != LockCause::None) return is(LockState::Stuck, holder);
    if (!facts.left) return is(LockState::Stuck, LockCause::NoLife);
    if (!facts.isOurs) return is(LockState::Program, LockCause::OtherProgram);
    if (isLeftBehind(facts)) return is(LockState::Ending, LockCause::LeftBehind);
    if (isEnding(facts)) return is(LockState::Ending, LockCause::NotRenewed);
    return is(facts.mode == BotMode::Human ? LockState::Person : LockState::Bot, LockCause::None);
}

}  // namespace tongdai
