#pragma once

#include "engine/api/statistics.h"
#include "engine/host/statistics/detail_export.h"
#include "engine/host/statistics/statistics_service.h"

#include <QPointer>

namespace tongdai {

/// The statistics as the window sees them. GUI thread. Questions are posted to StatisticsService and DetailExport;
/// before the engine is up they are answered with NotReady.
class StatisticsHost final : public api::Statistics {
    Q_OBJECT
public:
    using api::Statistics::Statistics;

    /// The engine is up (or, with null, gone): from here on questions go there.
    void attach(StatisticsService* service, DetailExport* details = nullptr);
    api::Asked<StatsReport> report(const StatsQuery& query) override;
    api::Asked<StepTimes> steps() override;
    api::Asked<FigureTrail> trail() override;
    api::Asked<std::vector<StatsMark>> marks(TimePoint from, TimePoint to) override;
    api::Asked<StatsMark> addNote(TimePoint at, const QString& words) override;
    api::Asked<bool> removeNote(const QUuid& id) override;
    api::Asked<WorkingRules> workingRules() override;
    api::Asked<WorkingRules> setWorkingRules(const WorkingRules& rules) override;
    api::Asked<RuleEffect> tryRule(const AnswerRule& rule) override;
    void cancelTrial() override;
    api::Asked<api::DetailsMade> exportDetails(const api::DetailRequest& request) override;
    void cancelDetails() override;

private:
    // Only their addresses are used on this thread; calls are posted to the thread they live on.
    QPointer<StatisticsService> m_service;
    QPointer<DetailExport> m_details;
};

}  // namespace tongdai
