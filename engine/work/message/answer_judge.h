#pragma once

#include "engine/domain/conversation/answer_rule.h"
#include "engine/domain/ports/service_calls.h"
#include "engine/work/message/turn_record.h"

namespace tongdai {

/// Holds AI answers to what they may say and ask for (judgeAnswer), writes down what was left out and counts it.
/// Engine loop.
class AnswerJudge {
public:
    /// `calls`: what execute_api may name; null: nothing. `rule`: which answers are sent.
    explicit AnswerJudge(const ports::ServiceCalls* calls = nullptr, AnswerRule rule = {})
        : m_calls(calls), m_rule(std::move(rule))
    {
    }

    /// Why a person is needed in spite of an answer; empty: nobody is. What the AI may not ask for is out of the
    /// input's answer afterwards, and what the rule holds back in input.held. Wants claim, context and
    /// platformConfigured filled in.
    QString judge(TurnInput& input);

    /// Actions that were left out of answers.
    qint64 droppedActionsTotal() const { return m_droppedActionsTotal; }
    /// Answers that needed a person because of what they said or asked for.
    qint64 unusableAnswersTotal() const { return m_unusableAnswersTotal; }
    /// Those of them that the shop's rule held back.
    qint64 heldAnswersTotal() const { return m_heldAnswersTotal; }

private:
    const ports::ServiceCalls* m_calls;
    AnswerRule m_rule;
    qint64 m_droppedActionsTotal = 0;
    qint64 m_unusableAnswersTotal = 0;
    qint64 m_heldAnswersTotal = 0;
};

}  // namespace tongdai
