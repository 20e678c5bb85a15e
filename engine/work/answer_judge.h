#pragma once

#include "engine/domain/ports/service_calls.h"
#include "engine/work/turn_record.h"

namespace tongdai {

/// Holds AI answers to what they may say and ask for (judgeAnswer), writes down what was left out and counts it.
/// Engine loop.
class AnswerJudge {
public:
    /// `calls`: what execute_api may name; null: nothing.
    explicit AnswerJudge(const ports::ServiceCalls* calls = nullptr) : m_calls(calls) {}

    /// Why a person is needed in spite of an answer; empty: nobody is. What the AI may not ask for is out of the
    /// input's answer afterwards. Wants claim, context and platformConfigured filled in.
    QString judge(TurnInput& input);

    /// Actions that were left out of answers.
    qint64 droppedActionsTotal() const { return m_droppedActionsTotal; }
    /// Answers that needed a person because of what they said or asked for.
    qint64 unusableAnswersTotal() const { return m_unusableAnswersTotal; }

private:
    const ports::ServiceCalls* m_calls;
    qint64 m_droppedActionsTotal = 0;
    qint64 m_unusableAnswersTotal = 0;
};

}  // namespace tongdai
