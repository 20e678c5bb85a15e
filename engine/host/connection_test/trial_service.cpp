#include "engine/host/connection_test/trial_http.h"

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestStep;
using api::TestTrouble;
using Failure = ConnectionTrial::Failure;
using Finding = ConnectionTrial::Finding;
using Step = ConnectionTrial::Step;

namespace {

/// GET {base}/health: what the engine itself asks to see whether a service is there. Nothing is changed by it.
class ServiceTrial {
public:
    ServiceTrial(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
        : m_http(form.url, cancelled)
    {
    }

    Finding findHost() { return m_http.findHost(); }
    Finding openPort() { return m_http.openPort(); }
    Finding secure() { return m_http.secure(); }

    Finding greet()
    {
        m_http.ask("GET", u"/health"_s);
        return {StepOutcome::Ok, TestTrouble::None, QString::fromLatin1(m_http.field("server"))};
    }

    Finding judgeAnswer() const
    {
        const int status = m_http.status();
        if (status == 401 || status == 403)
            return {StepOutcome::Attention, TestTrouble::TokenRefused, {}, double(status)};
        if (status < 100 || status >= 500) throw Failure{TestTrouble::ServiceError, {}, double(status)};
        // A service without that route is there all the same.
        return {StepOutcome::Ok, TestTrouble::None, u"HTTP %1"_s.arg(status)};
    }

    Finding judgeLatency() const { return m_http.judgeLatency(); }
    Finding compareClocks() const { return m_http.compareClocks(); }

private:
    TrialHttp m_http;
};

}  // namespace

std::vector<Step> serviceSteps(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
{
    const auto trial = std::make_shared<ServiceTrial>(form, cancelled);
    return stepsOf<ServiceTrial>(trial, {{TestStep::Host, &ServiceTrial::findHost},
                                         {TestStep::Port, &ServiceTrial::openPort},
                                         {TestStep::Tls, &ServiceTrial::secure},
                                         {TestStep::Greeting, &ServiceTrial::greet},
                                         {TestStep::Rights, &ServiceTrial::judgeAnswer},
                                         {TestStep::Latency, &ServiceTrial::judgeLatency},
                                         {TestStep::Clock, &ServiceTrial::compareClocks}});
}

}  // namespace tongdai
