#include "engine/host/statistics/statistics_service.h"

namespace tongdai {

QCoro::Task<api::Answer<StatsReport>> StatisticsService::report(StatsQuery query)
{
    if (const auto refused = m_gate.refusal(Permission::SeeStatistics)) co_return *refused;
    StatsReport report = co_await m_statistics.statistics(query);
    // What is made up is shown where there is nothing else, and never beside what is real.
    if (report.isEmpty() && !query.sample) {
        const bool hasSample = co_await m_reader.hasSample();
        query.sample = true;
        if (hasSample) report = co_await m_statistics.statistics(query);
    }
    co_return report;
}

QCoro::Task<api::Answer<StepTimes>> StatisticsService::steps()
{
    if (const auto refused = m_gate.refusal(Permission::SeeStatistics)) co_return *refused;
    co_return m_steps.today();
}

QCoro::Task<api::Answer<FigureTrail>> StatisticsService::trail()
{
    if (const auto refused = m_gate.refusal(Permission::SeeStatistics)) co_return *refused;
    co_return m_recorder.trail();
}

/// Notes are written by those who see the figures and work at the desk: an auditor only looks.
std::optional<api::DeskFailure> StatisticsService::noteRefusal() const
{
    if (const auto refused = m_gate.refusal(Permission::SeeStatistics)) return refused;
    return m_gate.refusal(Permission::Answer);
}

QCoro::Task<api::Answer<std::vector<StatsMark>>> StatisticsService::marks(TimePoint from, TimePoint to)
{
    if (const auto refused = m_gate.refusal(Permission::SeeStatistics)) co_return *refused;
    auto reading = m_statistics.marks(from, to);
    std::vector<StatsMark> marks = co_await reading;
    co_return marks;
}

QCoro::Task<api::Answer<StatsMark>> StatisticsService::addNote(TimePoint at, QString words)
{
    if (const auto refused = noteRefusal()) co_return *refused;
    StatsMark note;
    note.id = QUuid::createUuid();
    note.from = note.to = at;
    note.text = words.simplified().left(StatsMark::kMostText);
    note.author = m_gate.name();
    auto writing = m_statistics.addMark(note);
    co_await writing;
    co_return note;
}

QCoro::Task<api::Answer<bool>> StatisticsService::removeNote(QUuid id)
{
    if (const auto refused = noteRefusal()) co_return *refused;
    auto removing = m_statistics.removeNote(id);
    const bool wasThere = co_await removing;
    co_return wasThere;
}

QCoro::Task<api::Answer<WorkingRules>> StatisticsService::workingRules()
{
    if (const auto refused = m_gate.refusal(Permission::SeeStatistics)) co_return *refused;
    auto reading = m_statistics.workingRules();
    WorkingRules rules = co_await reading;
    co_return rules;
}

QCoro::Task<api::Answer<WorkingRules>> StatisticsService::setWorkingRules(WorkingRules rules)
{
    if (const auto refused = m_gate.refusal(Permission::ChangeSettings)) co_return *refused;
    auto writing = m_statistics.setWorkingRules(rules);
    co_await writing;
    co_return rules;
}

QCoro::Task<api::Answer<RuleEffect>> StatisticsService::tryRule(AnswerRule rule)
{
    if (const auto refused = m_gate.refusal(Permission::ChangeSettings)) co_return *refused;
    auto trying = m_tryRule.run(rule, false);
    std::optional<RuleEffect> effect = co_await trying;
    if (effect && effect->answers() == 0) {
        const bool hasSample = co_await m_reader.hasSample();
        if (hasSample) {
            auto trySample = m_tryRule.run(rule, true);
            effect = co_await trySample;
        }
    }
    if (!effect) co_return api::DeskFailure{api::DeskError::Refused, QStringLiteral("cancelled")};
    co_return *std::move(effect);
}

}  // namespace tongdai
