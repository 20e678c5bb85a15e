#pragma once

#include "engine/api/answer.h"
#include "engine/domain/conversation/rule_trial.h"
#include "engine/domain/statistics/figure_trail.h"
#include "engine/domain/statistics/stats_mark.h"
#include "engine/domain/statistics/stats_news.h"
#include "engine/domain/statistics/stats_report.h"
#include "engine/domain/statistics/step_times.h"

#include <QObject>

namespace tongdai::api {

/// The Stats page's view of the engine: it answers when it is asked, and does nothing otherwise. Lives on the GUI
/// thread.
class Statistics : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// While nothing real was counted and the sample shop is open, the answer is of the sample shop alone, and says so
    /// (StatsQuery::sample).
    virtual Asked<StatsReport> report(const StatsQuery& query) = 0;
    /// The steps of today's messages, as this engine measured them.
    virtual Asked<StepTimes> steps() = 0;
    /// How this engine went in the last half hour.
    virtual Asked<FigureTrail> trail() = 0;
    /// What the figures of this time are better read with, earliest first.
    virtual Asked<std::vector<StatsMark>> marks(TimePoint from, TimePoint to) = 0;
    /// By whoever sits here. Answered with the note as it is kept.
    virtual Asked<StatsMark> addNote(TimePoint at, const QString& words) = 0;
    /// Answered with whether it was there.
    virtual Asked<bool> removeNote(const QUuid& id) = 0;
    virtual Asked<WorkingRules> workingRules() = 0;
    /// Answered with what is kept from now on; figures of past hours are counted anew in the background.
    virtual Asked<WorkingRules> setWorkingRules(const WorkingRules& rules) = 0;
    /// What the rule would have changed in the last seven days (of the sample shop, as for report()). One at a time: a
    /// new question ends the one before, which is answered as Refused, as one that is cancelled.
    virtual Asked<RuleEffect> tryRule(const AnswerRule& rule) = 0;
    virtual void cancelTrial() = 0;
signals:
    /// The engine answers from now on.
    void ready();
    /// Something happened, which the next report counts; at most ten times a second.
    void moved(const tongdai::StatsNews& news);
};

}  // namespace tongdai::api
