#include "engine/host/connection_test/connection_trial.h"

#include "engine/domain/store_error.h"
#include "engine/host/connection_test/trial_wire.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestTrouble;
using api::TestVerdict;

ConnectionTrial::ConnectionTrial(api::ConnectionForm form, Report report, Cancelled cancelled)
    : m_form(std::move(form)), m_report(std::move(report)), m_cancelled(std::move(cancelled))
{
}

ConnectionTrial::~ConnectionTrial() = default;

namespace {

std::vector<ConnectionTrial::Step> stepsOf(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
{
    switch (form.kind) {
        case api::ConnectionForm::Kind::Postgres:
        case api::ConnectionForm::Kind::MySql: return sqlSteps(form, cancelled);
        case api::ConnectionForm::Kind::Redis: return redisSteps(form, cancelled);
        case api::ConnectionForm::Kind::Ai: return serviceSteps(form, cancelled);
        case api::ConnectionForm::Kind::Platform: return platformSteps(form, cancelled);
        case api::ConnectionForm::Kind::KiotViet: return kiotVietSteps(form, cancelled);
        case api::ConnectionForm::Kind::Page: return pageSteps(form, cancelled);
    }
    Q_UNREACHABLE();
}

}  // namespace

TestVerdict ConnectionTrial::run()
{
    bool failed = false;
    for (const Step& step : stepsOf(m_form, m_cancelled)) {
        if (*m_cancelled) return TestVerdict::Cancelled;
        if (failed) {
            tell(step.step, {StepOutcome::Skipped, TestTrouble::NotReached});
            continue;
        }
        tell(step.step, {StepOutcome::Running});
        try {
            tell(step.step, step.act());
        } catch (const WireCancelled&) {
            return TestVerdict::Cancelled;
        } catch (const Failure& failure) {
            tell(step.step, {StepOutcome::Failed, failure.trouble, failure.detail, failure.number});
            failed = true;
        } catch (const StoreError& error) {
            tell(step.step, {StepOutcome::Failed, TestTrouble::Other, error.cause()});
            failed = true;
        }
    }
    return failed ? TestVerdict::Failed : TestVerdict::Passed;
}

void ConnectionTrial::tell(api::TestStep step, const Finding& finding) const
{
    m_report({step, finding.outcome, finding.trouble, finding.detail, finding.number});
}

}  // namespace tongdai
