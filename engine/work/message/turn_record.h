#pragma once

#include "engine/domain/ports/store/conversation_store.h"
#include "engine/work/message/think.h"

namespace tongdai {

/// Step 4: what a thought asks for, already judged, as it will be recorded. Pure values.
///
/// Without an answer (the AI failed, or the messages have cost too many claims) the turn hands the customer over to a
/// person: one transfer_to_agent, its messages set aside (guarantees 2.4).
struct TurnInput {
    Claim claim;
    AnswerContext context;
    Thought thought;
    std::optional<HeldAnswer> held = {};
    QString handOverReason;  ///< the answer needs a person besides: see JudgedAnswer
    TurnSteps steps;
    QString storageBackend;
    bool distributedLockUsed = false;
    bool platformConfigured = false;
    bool sendNow = false;
    bool mayRestart = false;
    TimePoint now{};
};
FinishRequest recordOf(TurnInput input);

/// The thought of a turn whose messages were claimed kMaxAttempts times without an end: nobody is asked again.
Thought setAside(int attempts);

}  // namespace tongdai
