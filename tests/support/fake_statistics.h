#pragma once

#include "engine/api/statistics.h"

#include <optional>
#include <vector>

namespace tongdai::testing {

/// Statistics that remember what was asked, and answer when a test says so. Lives on the GUI thread.
class FakeStatistics final : public api::Statistics {
    Q_OBJECT
public:
    api::Asked<StatsReport> report(const StatsQuery& query) override
    {
        asked.push_back(query);
        m_newest = QPromise<api::Answer<StatsReport>>();
        m_newest.start();
        return m_newest.future();
    }

    /// Answered at once, with `times`.
    api::Asked<StepTimes> steps() override { return api::answered<StepTimes>(times); }
    /// So is this, with `engine`.
    api::Asked<FigureTrail> trail() override { return api::answered<FigureTrail>(engine); }

    api::Asked<std::vector<StatsMark>> marks(TimePoint, TimePoint) override
    {
        return api::answered<std::vector<StatsMark>>(kept);
    }
    api::Asked<StatsMark> addNote(TimePoint at, const QString& words) override
    {
        if (refusal) return api::answered<StatsMark>(*refusal);
        kept.push_back({QUuid::createUuid(), StatsMark::Kind::Note, at, at, words, QStringLiteral("Lan")});
        return api::answered<StatsMark>(kept.back());
    }
    api::Asked<bool> removeNote(const QUuid& id) override
    {
        return api::answered<bool>(std::erase_if(kept, [id](const StatsMark& mark) { return mark.id == id; }) > 0);
    }
    api::Asked<WorkingRules> workingRules() override { return api::answered<WorkingRules>(working); }
    /// Refused with `refusal`, where there is one.
    api::Asked<WorkingRules> setWorkingRules(const WorkingRules& rules) override
    {
        if (refusal) return api::answered<WorkingRules>(*refusal);
        working = rules;
        return api::answered<WorkingRules>(working);
    }

    /// Answered when a test says so, with `answerTrial`.
    api::Asked<RuleEffect> tryRule(const AnswerRule& rule) override
    {
        tried.push_back(rule);
        m_trial = QPromise<api::Answer<RuleEffect>>();
        m_trial.start();
        return m_trial.future();
    }
    void cancelTrial() override { ++cancels; }
    void answerTrial(api::Answer<RuleEffect> answer)
    {
        QPromise<api::Answer<RuleEffect>> answered = std::move(m_trial);
        answered.addResult(std::move(answer));
        answered.finish();
    }

    /// Answered when a test says so, with `answerDetails`.
    api::Asked<api::DetailsMade> exportDetails(const api::DetailRequest& request) override
    {
        exports.push_back(request);
        m_details = QPromise<api::Answer<api::DetailsMade>>();
        m_details.start();
        return m_details.future();
    }
    void cancelDetails() override { ++detailCancels; }
    void answerDetails(api::Answer<api::DetailsMade> answer)
    {
        QPromise<api::Answer<api::DetailsMade>> answered = std::move(m_details);
        answered.addResult(std::move(answer));
        answered.finish();
    }
    void tellDetails(const api::DetailProgress& progress) { emit detailsProgressed(progress); }

    /// Of the newest question: the figures of a shop's busy range, always the same.
    void answerBusy();
    /// Of the newest question: nothing was written.
    void answerEmpty();
    void answer(StatsReport report);
    void fail(const QString& cause);

    std::vector<StatsQuery> asked;
    std::vector<AnswerRule> tried;
    int cancels = 0;
    std::vector<api::DetailRequest> exports;
    int detailCancels = 0;
    StepTimes times;
    FigureTrail engine;
    WorkingRules working;
    std::vector<StatsMark> kept;  ///< marks of the chart
    std::optional<api::DeskFailure> refusal;
    TimePoint now{std::chrono::milliseconds(1'763'712'000'000)};

private:
    void answerWith(api::Answer<StatsReport> answer)
    {
        // Whoever hears the answer may ask again at once.
        QPromise<api::Answer<StatsReport>> answered = std::move(m_newest);
        answered.addResult(std::move(answer));
        answered.finish();
    }

    QPromise<api::Answer<StatsReport>> m_newest;
    QPromise<api::Answer<RuleEffect>> m_trial;
    QPromise<api::Answer<api::DetailsMade>> m_details;
};

/// A shop on a busy day (or in a busy month).
StatsReport busyReport(const StatsQuery& query, TimePoint now);

/// Ten minutes of an engine: seven conversations in work, a message every five seconds that waits for one, three of
/// four keys of Redis found. Nothing is known of plain WebSockets.
FigureTrail busyTrail(TimePoint now);

}  // namespace tongdai::testing
