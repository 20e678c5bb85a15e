#pragma once

#include "engine/domain/conversation/answer_plan.h"
#include "engine/domain/conversation/outbox.h"
#include "engine/domain/shop/page_line.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>
#include <QHash>

#include <vector>

namespace tongdai::ports {

/// A row that nobody tries any more and no person gave up.
struct UnsentRow {
    qint64 id = 0;
    std::optional<PageAddress> to;  ///< of a page's row
    bool mayHaveArrived = false;    ///< a try of it, or a part, may have reached the customer
};

/// The plans of one conversation, and how they were sent, for people to look at. Called on the engine loop, run on a
/// reader thread.
/// @throws StoreError
class PlanReader {
public:
    virtual ~PlanReader() = default;
    /// Newest first.
    virtual QCoro::Task<std::vector<AnswerPlan>> plans(ConversationId conversation, int limit) = 0;
    /// The tries of each of these outbox rows, oldest first. A row that has none, or arrived at its first, is left out.
    virtual QCoro::Task<QHash<qint64, std::vector<SendTry>>> tries(std::vector<qint64> outboxIds) = 0;
    /// Those behind this row, the oldest first; `limit` of them: there may be more.
    virtual QCoro::Task<std::vector<UnsentRow>> unsent(qint64 after, int limit) = 0;
};

}  // namespace tongdai::ports
