#include "engine/work/message/answer_judge.h"

#include "engine/domain/conversation/chat.h"
#include "engine/domain/conversation/judge_answer.h"
#include "engine/domain/log.h"

namespace tongdai {

using namespace Qt::StringLiterals;

static const Log judgeLog("pipeline.judge");

QString AnswerJudge::judge(TurnInput& input)
{
    if (!input.thought.answer) return {};
    AnswerBounds bounds{input.claim.conversation, {}, input.context.metadata, input.platformConfigured};
    for (const IncomingMessage& message : input.context.waiting)
        bounds.customers.push_back(message.sender);
    if (m_calls) bounds.judgeCall = [calls = m_calls](const QJsonObject& data) { return calls->judge(data); };
    bounds.rule = m_rule.of(channelOf(input.context.metadata, u"api"_s));
    JudgedAnswer judged = judgeAnswer(std::move(*input.thought.answer), bounds);
    for (const QString& why : std::as_const(judged.answer.skipped)) {
        judgeLog.warn("action of the AI left out",
                      {{u"conversation"_s, input.claim.conversation.toString()}, {u"why"_s, why}});
    }
    m_droppedActionsTotal += judged.dropped;
    if (!judged.handOverReason.isEmpty()) ++m_unusableAnswersTotal;
    if (judged.held) ++m_heldAnswersTotal;
    input.held = std::move(judged.held);
    input.thought.answer = std::move(judged.answer);
    return judged.handOverReason;
}

}  // namespace tongdai
