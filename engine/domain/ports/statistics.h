#pragma once

#include "engine/domain/conversation/rule_trial.h"
#include "engine/domain/statistics/conversation_figures.h"
#include "engine/domain/statistics/stats_mark.h"
#include "engine/domain/statistics/stats_report.h"

#include <QCoro/QCoroTask>

namespace tongdai::ports {

/// Counts what the durable store holds. Called on the engine loop, run in many small questions on a reader's thread,
/// so that nobody else waits long for theirs; @throws StoreError.
class Statistics {
public:
    virtual ~Statistics() = default;
    virtual QCoro::Task<StatsReport> statistics(StatsQuery query) = 0;
    /// What touches this time, earliest first.
    virtual QCoro::Task<std::vector<StatsMark>> marks(TimePoint from, TimePoint to) = 0;
    /// A version that is the newest already, and an outage that is known, are not written twice.
    virtual QCoro::Task<void> addMark(StatsMark mark) = 0;
    /// False: there is no such note.
    virtual QCoro::Task<bool> removeNote(QUuid id) = 0;
    virtual QCoro::Task<WorkingRules> workingRules() = 0;
    /// A page of answers that were given, or held back by a rule: newest first, at most the query's limit.
    virtual QCoro::Task<std::vector<GivenAnswer>> givenAnswers(GivenAnswersQuery query) = 0;
    /// A page of conversations, each counted by itself as statistics() counts all of them.
    virtual QCoro::Task<ConversationFiguresPage> conversationFigures(ConversationFiguresQuery query) = 0;
    /// All that was counted is counted anew, in the background.
    virtual QCoro::Task<void> setWorkingRules(WorkingRules rules) = 0;
};

}  // namespace tongdai::ports
