#include "engine/work/claims/shown_state.h"

#include "engine/contract/json/notices/conversation_state.h"

namespace tongdai {

namespace {

contract::ConversationState stateOfRow(const ConversationId& conversation, const MessageId& lastMessage,
                                       double lastMessageTimestamp)
{
    contract::ConversationState state;
    state.conversation = conversation;
    state.lastMessage = lastMessage;
    state.lastMessageTimestamp = lastMessageTimestamp;
    return state;
}

void setInWork(contract::ConversationState& state, bool isInWork, TimePoint now)
{
    state.aiProcessing = isInWork;
    state.processingStartedAt = isInWork ? toUnixSeconds(now) : 0;
}

}  // namespace

SettleRequest shownAccepted(const Accepted& accepted, TimePoint now)
{
    const Conversation& row = accepted.conversation;
    auto state = stateOfRow(row.id, row.lastMessageId, row.lastMessageTimestamp);
    setInWork(state, row.pending && !row.owner.isEmpty(), now);
    if (row.pending) state.pending = {accepted.message.messageId};
    const bool isAlone = accepted.claim && accepted.claim->from + 1 == accepted.message.seq;
    SettleRequest shown;
    shown.conversation = row.id;
    shown.state = contract::toJson(state, 0);
    shown.rule = isAlone || !row.pending ? StateRule::Begun : StateRule::Joined;
    shown.events = accepted.events;
    return shown;
}

SettleRequest shownInWork(const ConversationId& conversation, const AnswerContext& context, TimePoint now,
                          int maxContextLines)
{
    auto state = stateOfRow(conversation, context.lastMessage, context.lastMessageTimestamp);
    setInWork(state, true, now);
    state.context = context.lines;
    for (const IncomingMessage& message : context.waiting)
        state.pending.push_back(message.messageId);
    SettleRequest shown;
    shown.conversation = conversation;
    shown.state = contract::toJson(state, maxContextLines);
    return shown;
}

SettleRequest shownAfter(const FinishRequest& request, const Conversation& row, AnswerContext context, bool goesOn,
                         TimePoint now, int maxContextLines)
{
    auto state = stateOfRow(request.claim.conversation, row.lastMessageId, row.lastMessageTimestamp);
    setInWork(state, goesOn, now);
    state.context = std::move(context.lines);
    for (const IncomingMessage& message : context.waiting) {
        state.context.push_back({Speaker::Customer, message.content, message.sentAt});
        state.processed.push_back(message.messageId);
    }
    if (!request.turn.answer.responseText.isEmpty())
        state.context.push_back({Speaker::Bot, request.turn.answer.responseText, toUnixSeconds(now)});
    SettleRequest shown;
    shown.conversation = request.claim.conversation;
    shown.state = contract::toJson(state, maxContextLines);
    return shown;
}

}  // namespace tongdai
