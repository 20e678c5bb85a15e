#pragma once

#include "engine/domain/ports/live/plan_reader.h"
#include "engine/history/sql_history.h"

namespace tongdai {

/// Plans read from the outbox and the actions its rows carry, with the history's own readers. Lives on the engine
/// loop; must not outlive the history.
class SqlPlans final : public ports::PlanReader {
public:
    explicit SqlPlans(SqlHistory& history) : m_history(history) {}
    QCoro::Task<std::vector<AnswerPlan>> plans(ConversationId conversation, int limit) override;
    QCoro::Task<QHash<qint64, std::vector<SendTry>>> tries(std::vector<qint64> outboxIds) override;
    QCoro::Task<std::vector<ports::UnsentRow>> unsent(qint64 after, int limit) override;

private:
    SqlHistory& m_history;
};

}  // namespace tongdai
