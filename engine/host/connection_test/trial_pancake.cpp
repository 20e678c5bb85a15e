#include "engine/contract/json/pancake/pancake_calls.h"
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

/// One question with the page's token, which changes nothing: the page's tags (contracts/pancake §4).
class PageTrial {
public:
    PageTrial(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
        : m_form(form), m_http(form.url, cancelled)
    {
    }

    Finding findHost()
    {
        if (m_form.user.isEmpty()) throw Failure{TestTrouble::NoAddress};
        return m_http.findHost();
    }
    Finding openPort() { return m_http.openPort(); }
    Finding secure() { return m_http.secure(); }

    Finding logIn()
    {
        if (m_form.password.isEmpty()) throw Failure{TestTrouble::LoginMissing};
        if (!m_http.isPrivate()) throw Failure{TestTrouble::NotEncrypted};
        m_http.askBelow("GET", contract::pancakeTagsTarget(m_form.user.toUtf8(), m_form.password.trimmed().toUtf8()));
        const int status = m_http.status();
        const QByteArray answer = m_http.body();
        const contract::PancakeSaid said = contract::readPancakeSaid(answer);
        const bool isRefused = status == 401 || status == 403 || said.kind == contract::PancakeSaid::Kind::TokenRefused;
        if (isRefused) throw Failure{TestTrouble::WrongLogin, said.words, double(status)};
        if (status >= 500) throw Failure{TestTrouble::ServiceError, {}, double(status)};
        if (said.kind == contract::PancakeSaid::Kind::Unreadable)
            throw Failure{TestTrouble::OtherProtocol, firstWords(answer)};
        const bool isFine = status == 200 && said.kind == contract::PancakeSaid::Kind::Yes;
        if (!isFine) throw Failure{TestTrouble::Other, said.words, double(status)};
        if (!contract::isPancakeTags(said.body)) throw Failure{TestTrouble::OtherProtocol, firstWords(answer)};
        return {StepOutcome::Ok};
    }

    Finding judgeLatency() const { return m_http.judgeLatency(); }
    Finding compareClocks() const { return m_http.compareClocks(); }

private:
    api::ConnectionForm m_form;
    TrialHttp m_http;
};

}  // namespace

std::vector<Step> pageSteps(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
{
    const auto trial = std::make_shared<PageTrial>(form, cancelled);
    return stepsOf<PageTrial>(trial, {{TestStep::Host, &PageTrial::findHost},
                                      {TestStep::Port, &PageTrial::openPort},
                                      {TestStep::Tls, &PageTrial::secure},
                                      {TestStep::Login, &PageTrial::logIn},
                                      {TestStep::Latency, &PageTrial::judgeLatency},
                                      {TestStep::Clock, &PageTrial::compareClocks}});
}

}  // namespace tongdai
