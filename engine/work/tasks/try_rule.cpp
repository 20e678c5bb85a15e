#include "engine/work/tasks/try_rule.h"

#include "engine/domain/conversation/rule_trial.h"
#include "engine/domain/work/background_task.h"

namespace tongdai {

QCoro::Task<std::optional<RuleEffect>> TryRule::run(AnswerRule rule, bool sample)
{
    cancel();
    const auto work = std::make_shared<RunningWork>();
    work->kind = task_kind::kRuleTrial;
    work->since = m_clock.now();
    m_running = work;
    std::optional<RuleEffect> effect;
    try {
        auto judging = judge(work, std::move(rule), sample);
        effect = co_await judging;
    } catch (...) {
        if (m_running == work) m_running.reset();
        throw;
    }
    if (m_running == work) m_running.reset();
    co_return effect;
}

QCoro::Task<std::optional<RuleEffect>> TryRule::judge(std::shared_ptr<RunningWork> work, AnswerRule rule, bool sample)
{
    GivenAnswersQuery days;
    days.before = work->since;
    days.from = work->since - RuleEffect::kDays;
    days.sample = sample;
    RuleTrial trial(rule);
    GivenAnswersQuery page = days;
    while (!work->isCancelWanted) {
        auto reading = m_statistics.givenAnswers(page);
        const std::vector<GivenAnswer> answers = co_await reading;
        for (const GivenAnswer& answer : answers)
            trial.add(answer);
        work->done = trial.count();
        if (qsizetype(answers.size()) < page.limit) break;
        page.before = answers.back().at;
        page.beforeId = answers.back().id;
    }
    if (work->isCancelWanted) co_return std::nullopt;
    co_return trial.effect(days);
}

void TryRule::cancel()
{
    if (m_running) m_running->isCancelWanted = true;
    m_running.reset();
}

}  // namespace tongdai
