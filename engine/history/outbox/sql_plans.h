#pragma once

#include "engine/domain/ports/live/plan_reader.h"

namespace tongdai {

class SqlHistory;

/// Plans read from the outbox and the actions its rows carry, with the history's own readers. Lives on the engine
/// loop; must not outlive the history.
class SqlPlans final : public ports::PlanReader {
public:
    explicit SqlPlans(SqlHistory& history) : m_history(history) {}
    QCoro::Task<std::vector<AnswerPlan>> plans(ConversationId conversation, int limit) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
