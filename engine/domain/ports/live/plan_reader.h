#pragma once

#include "engine/domain/conversation/answer_plan.h"
#include "engine/domain/store_error.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// The plans of one conversation, for people to look at. Called on the engine loop, run on a reader thread.
/// @throws StoreError
class PlanReader {
public:
    virtual ~PlanReader() = default;
    /// Newest first.
    virtual QCoro::Task<std::vector<AnswerPlan>> plans(ConversationId conversation, int limit) = 0;
};

}  // namespace tongdai::ports
