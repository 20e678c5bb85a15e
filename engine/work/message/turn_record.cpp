#include "engine/work/message/turn_record.h"

#include "engine/contract/json/handled_message.h"
#include "engine/domain/conversation/channel_off.h"

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

bool asksFor(const std::vector<Action>& actions, ActionType type)
{
    return std::any_of(actions.begin(), actions.end(), [type](const Action& action) { return action.type == type; });
}

Action handOverAction(const QString& reason)
{
    return {ActionType::TransferToAgent, {{u"reason"_s, reason}}};
}

AiAnswer handOverAnswer(const QString& reason)
{
    AiAnswer answer;
    answer.modelUsed = u"none"_s;
    answer.actions.push_back(handOverAction(reason));
    return answer;
}

/// What the stored result says of the platform until settleOutbox knows better.
QJsonObject platformResultOf(const FinishRequest& request, bool platformConfigured)
{
    if (request.sendToPlatform) return contract::platformQueued(u"not sent yet"_s);
    if (!platformConfigured) return contract::platformAbsent();
    return {{u"status"_s, u"success"_s}, {u"actions_executed"_s, 0}};
}

}  // namespace

Thought setAside(int attempts)
{
    Thought thought;
    thought.error = u"given up after %1 attempts"_s.arg(attempts - 1);
    return thought;
}

FinishRequest recordOf(TurnInput input)
{
    FinishRequest request;
    const bool failed = !input.thought.answer;
    AiAnswer answer = failed ? handOverAnswer(u"ai_unavailable"_s) : std::move(*input.thought.answer);
    if (answer.actions.size() > size_t(kMaxActionsPerAnswer)) answer.actions.resize(size_t(kMaxActionsPerAnswer));
    if (!input.handOverReason.isEmpty() && !failed) answer.actions.push_back(handOverAction(input.handOverReason));

    request.claim = input.claim;
    request.upto = input.context.upto;
    if (!input.context.waiting.empty()) request.newest = input.context.waiting.back().messageId;
    request.handOver = asksFor(answer.actions, ActionType::TransferToAgent);
    request.endConversation = asksFor(answer.actions, ActionType::EndConversation);
    request.finalState = failed ? MessageState::Dead : MessageState::Answered;
    request.mayRestart = input.mayRestart && !failed;
    request.sendToPlatform = input.platformConfigured && !answer.actions.empty();
    request.sendNow = input.sendNow;
    if (request.sendToPlatform) {
        const QString lock = contract::lockId(input.claim.conversation, input.claim.fence);
        request.platformBody = contract::platformRequest(input.claim.conversation, answer, input.now, lock);
    }

    request.held = std::move(input.held);
    Turn& turn = request.turn;
    turn.fence = input.claim.fence;
    turn.from = input.claim.from;
    turn.upto = input.context.upto;
    turn.outcome = failed ? TurnOutcome::Failed : request.handOver ? TurnOutcome::HandedOver : TurnOutcome::Answered;
    turn.steps = input.steps;
    turn.aiTries = input.thought.tries;
    turn.error = failed ? input.thought.error : input.handOverReason;
    const bool isBotSilent = answer.intent == kBotOffForChannel || answer.intent == kDraftsOnlyForChannel;
    if (turn.error.isEmpty() && isBotSilent) turn.error = answer.intent;

    contract::HandledMessage handled;
    handled.answer = answer;
    handled.platformResult = platformResultOf(request, input.platformConfigured);
    handled.messageId = request.newest;
    handled.storageBackend = input.storageBackend;
    handled.distributedLockUsed = input.distributedLockUsed;
    request.reply = contract::completedResult(handled);

    turn.answer = std::move(answer);
    return request;
}

}  // namespace tongdai
