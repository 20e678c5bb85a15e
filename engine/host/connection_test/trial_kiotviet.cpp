#include "engine/contract/json/strict_json.h"
#include "engine/host/connection_test/trial_http.h"

#include <QJsonArray>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestStep;
using api::TestTrouble;
using Failure = ConnectionTrial::Failure;
using Finding = ConnectionTrial::Finding;
using Step = ConnectionTrial::Step;

namespace {

QUrl originOf(QUrl url)
{
    url.setPath(QString());
    url.setQuery(QString());
    return url;
}

QJsonObject objectOf(const QByteArray& body)
{
    const auto parsed =
        contract::parseStrictObject(body, nullptr, contract::kMaxJsonDepth, contract::JsonHalves::LetPass);
    const auto* object = std::get_if<QJsonObject>(&parsed);
    return object ? *object : QJsonObject();
}

/// A token from the one service, and with it the shop's branches from the other (contracts/kiotviet §1, §3).
class KiotVietTrial {
public:
    KiotVietTrial(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
        : m_form(form), m_tokens(originOf(form.tokenService), cancelled), m_api(form.url, cancelled)
    {
    }

    Finding findHost()
    {
        if (m_form.retailer.isEmpty()) throw Failure{TestTrouble::NoAddress};
        return m_tokens.findHost();
    }
    Finding openPort() { return m_tokens.openPort(); }
    Finding secure() { return m_tokens.secure(); }

    Finding logIn()
    {
        if (m_form.password.isEmpty()) throw Failure{TestTrouble::LoginMissing};
        const QByteArray question =
            "scopes=PublicApi.Access&grant_type=client_credentials&client_id=" + QUrl::toPercentEncoding(m_form.user) +
            "&client_secret=" + QUrl::toPercentEncoding(m_form.password);
        m_tokens.ask("POST", m_form.tokenService.path(),
                     "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                         QByteArray::number(question.size()) + "\r\n",
                     question);
        const int status = m_tokens.status();
        if (status >= 500) throw Failure{TestTrouble::ServiceError, {}, double(status)};
        if (status >= 400) throw Failure{TestTrouble::WrongLogin, {}, double(status)};
        const QByteArray answer = m_tokens.body();
        m_token = objectOf(answer).value("access_token"_L1).toString().toUtf8();
        if (m_token.isEmpty() || m_token.contains('\n') || m_token.contains('\r'))
            throw Failure{TestTrouble::OtherProtocol, firstWords(answer)};
        return {StepOutcome::Ok};
    }

    /// One of the hour's reads.
    Finding readBranches()
    {
        m_api.findHost();
        m_api.openPort();
        m_api.secure();
        m_api.ask(
            "GET", u"/branches?pageSize=1"_s,
            "Retailer: " + m_form.retailer.toUtf8().simplified() + "\r\nAuthorization: Bearer " + m_token + "\r\n");
        const int status = m_api.status();
        if (status >= 500) throw Failure{TestTrouble::ServiceError, {}, double(status)};
        if (status == 401 || status == 403) throw Failure{TestTrouble::NoRight, m_form.retailer, double(status)};
        const QByteArray answer = m_api.body();
        const QJsonObject object = objectOf(answer);
        if (status != 200 || !object.value("data"_L1).isArray()) throw Failure{TestTrouble::Other, firstWords(answer)};
        const QString branch =
            object.value("data"_L1).toArray().first().toObject().value("branchName"_L1).toString().left(80);
        return {StepOutcome::Ok, TestTrouble::None, branch};
    }

    Finding judgeLatency() const { return m_api.judgeLatency(); }
    Finding compareClocks() const { return m_api.compareClocks(); }

private:
    api::ConnectionForm m_form;
    TrialHttp m_tokens;
    TrialHttp m_api;
    QByteArray m_token;
};

}  // namespace

std::vector<Step> kiotVietSteps(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
{
    const auto trial = std::make_shared<KiotVietTrial>(form, cancelled);
    return stepsOf<KiotVietTrial>(trial, {{TestStep::Host, &KiotVietTrial::findHost},
                                          {TestStep::Port, &KiotVietTrial::openPort},
                                          {TestStep::Tls, &KiotVietTrial::secure},
                                          {TestStep::Login, &KiotVietTrial::logIn},
                                          {TestStep::Rights, &KiotVietTrial::readBranches},
                                          {TestStep::Latency, &KiotVietTrial::judgeLatency},
                                          {TestStep::Clock, &KiotVietTrial::compareClocks}});
}

}  // namespace tongdai
