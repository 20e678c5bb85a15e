#pragma once

#include "engine/api/silence.h"
#include "engine/domain/conversation/answer_plan.h"
#include "engine/domain/conversation/answer_rule.h"
#include "engine/domain/conversation/conversation.h"
#include "engine/domain/shop/health.h"

namespace tongdai {

/// What is known of a line and of what came before and after it.
struct SilenceFacts {
    Conversation conversation;
    StoredMessage line;
    std::vector<StoredMessage> before;  ///< oldest first
    std::vector<StoredMessage> after;   ///< oldest first
    std::vector<AnswerPlan> plans;      ///< of the conversation's answers
    HealthSnapshot health;
    QString holder;   ///< which process has the conversation; empty: nobody knows, or none has
    AnswerRule rule;  ///< which answers of the AI are sent
    TimePoint now{};
};

/// Why the bot has not answered the line: a rule without I/O. Any thread.
api::Silence explainSilence(const SilenceFacts& facts);

}  // namespace tongdai
