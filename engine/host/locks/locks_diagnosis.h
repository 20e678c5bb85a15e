#pragma once

#include "engine/api/locks.h"
#include "engine/domain/conversation/conversation.h"
#include "engine/host/locks/locks_process.h"

namespace tongdai {

/// What is known of one lock.
struct LockFacts {
    bool isText = true;
    QByteArray owner;                               ///< as it stands in the lock
    std::optional<std::chrono::milliseconds> left;  ///< absent: no end
    std::chrono::milliseconds whole{};              ///< what a fresh one lives
    bool isConversation = true;

    // of the engine that holds it
    bool isOurs = false;                                     ///< an engine wrote it
    bool isThisEngine = false;                               ///< this very one
    std::optional<std::chrono::milliseconds> heartbeatLeft;  ///< absent: there is none
    std::chrono::milliseconds heartbeatWhole{};
    ProcessLife life = ProcessLife::Unknown;

    // of the conversation's row
    bool isRowKnown = false;  ///< and read after the lock was seen
    OwnerId rowOwner;
    Fence fence = 0;  ///< of the claim; 0: not known
    Fence rowFence = 0;
    BotMode mode = BotMode::Bot;
};

struct LockVerdict {
    api::LockState state = api::LockState::Bot;
    api::LockCause cause = api::LockCause::None;
    std::optional<std::chrono::milliseconds> silentFor = {};
    std::vector<api::LockAct> acts = {};
};

/// Why a lock stands as it does, and what can be done, safest first. Pure.
LockVerdict diagnose(const LockFacts& facts);

}  // namespace tongdai
