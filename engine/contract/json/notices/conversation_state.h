#pragma once

#include "engine/domain/conversation/turn.h"
#include "engine/domain/ids.h"

#include <QJsonObject>

#include <vector>

namespace tongdai::contract {

/// The value of `conv_state:<id>` (contracts/handle-message §6.1), as other programs read it. Derived: the rows are the
/// truth, and a lost one is written again by the next turn.
struct ConversationState {
    ConversationId conversation;
    MessageId lastMessage;
    double lastMessageTimestamp = 0;
    bool aiProcessing = false;
    double processingStartedAt = 0;    ///< 0: not processing
    std::vector<ContextLine> context;  ///< oldest first
    std::vector<MessageId> pending;    ///< stored, not yet answered
    std::vector<MessageId> processed;  ///< answered by the last turn
};

inline constexpr qsizetype kMaxProcessedIds = 100;

/// At most `maxContext` newest lines of the context.
QJsonObject toJson(const ConversationState& state, int maxContext);

}  // namespace tongdai::contract
