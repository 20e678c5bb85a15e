#include "engine/host/statistics/statistics_host.h"

#include "engine/host/ask.h"

namespace tongdai {

void StatisticsHost::attach(StatisticsService* service, DetailExport* details)
{
    m_service = service;
    m_details = details;
    if (service) connect(service, &StatisticsService::moved, this, &api::Statistics::moved);
    if (service) emit ready();
}

api::Asked<StatsReport> StatisticsHost::report(const StatsQuery& query)
{
    return ask<StatsReport>(this, m_service, [query](StatisticsService& service) { return service.report(query); });
}

api::Asked<StepTimes> StatisticsHost::steps()
{
    return ask<StepTimes>(this, m_service, [](StatisticsService& service) { return service.steps(); });
}

api::Asked<FigureTrail> StatisticsHost::trail()
{
    return ask<FigureTrail>(this, m_service, [](StatisticsService& service) { return service.trail(); });
}

api::Asked<std::vector<StatsMark>> StatisticsHost::marks(TimePoint from, TimePoint to)
{
    return ask<std::vector<StatsMark>>(this, m_service,
                                       [from, to](StatisticsService& service) { return service.marks(from, to); });
}

api::Asked<StatsMark> StatisticsHost::addNote(TimePoint at, const QString& words)
{
    return ask<StatsMark>(this, m_service,
                          [at, words](StatisticsService& service) { return service.addNote(at, words); });
}

api::Asked<bool> StatisticsHost::removeNote(const QUuid& id)
{
    return ask<bool>(this, m_service, [id](StatisticsService& service) { return service.removeNote(id); });
}

api::Asked<WorkingRules> StatisticsHost::workingRules()
{
    return ask<WorkingRules>(this, m_service, [](StatisticsService& service) { return service.workingRules(); });
}

api::Asked<WorkingRules> StatisticsHost::setWorkingRules(const WorkingRules& rules)
{
    return ask<WorkingRules>(this, m_service,
                             [rules](StatisticsService& service) { return service.setWorkingRules(rules); });
}

api::Asked<RuleEffect> StatisticsHost::tryRule(const AnswerRule& rule)
{
    return ask<RuleEffect>(this, m_service, [rule](StatisticsService& service) { return service.tryRule(rule); });
}

void StatisticsHost::cancelTrial()
{
    StatisticsService* const service = m_service;
    if (service) QMetaObject::invokeMethod(service, &StatisticsService::cancelTrial, Qt::QueuedConnection);
}

api::Asked<api::DetailsMade> StatisticsHost::exportDetails(const api::DetailRequest& request)
{
    const auto tell = [this](const api::DetailProgress& progress) {
        QMetaObject::invokeMethod(
            this, [this, progress] { emit detailsProgressed(progress); }, Qt::QueuedConnection);
    };
    return ask<api::DetailsMade>(this, m_details,
                                 [request, tell](DetailExport& details) { return details.run(request, tell); });
}

void StatisticsHost::cancelDetails()
{
    DetailExport* const details = m_details;
    if (details) QMetaObject::invokeMethod(details, &DetailExport::cancel, Qt::QueuedConnection);
}

}  // namespace tongdai
