#include "engine/contract/json/handled_message.h"
#include "engine/contract/json/strict_json.h"
#include "engine/host/connection_test/trial_http.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestStep;
using api::TestTrouble;
using Failure = ConnectionTrial::Failure;
using Finding = ConnectionTrial::Finding;
using Step = ConnectionTrial::Step;

namespace {

const ConversationId kNobodysConversation("tongdai-connection-test");

/// Asks the platform to carry out no action at all, as it is asked for every answer (contracts/handle-message §4): a
/// platform says how many it carried out, a web server does not. Nothing is changed by it.
class PlatformTrial {
public:
    PlatformTrial(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
        : m_form(form), m_http(form.url, cancelled)
    {
    }

    Finding findHost() { return m_http.findHost(); }
    Finding openPort() { return m_http.openPort(); }
    Finding secure() { return m_http.secure(); }

    Finding greet()
    {
        const TimePoint now = std::chrono::time_point_cast<TimePoint::duration>(std::chrono::system_clock::now());
        const QJsonObject question =
            contract::platformRequest(kNobodysConversation, AiAnswer(), now, contract::lockId(kNobodysConversation, 0));
        const QByteArray body = QJsonDocument(question).toJson(QJsonDocument::Compact);
        QByteArray fields = "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
                            "\r\nIdempotency-Key: tongdai-connection-test\r\n";
        // On a line that others may read the token is not worth a test; the platform then refuses in its own words.
        m_hasToken = !m_form.password.isEmpty() && m_http.isPrivate();
        if (m_hasToken) fields += "Authorization: Bearer " + m_form.password.toUtf8() + "\r\n";
        m_http.ask("POST", m_form.path, fields, body);
        if (m_http.status() >= 500) return {StepOutcome::Ok};  // the next line says so
        const QByteArray answer = m_http.body();
        const auto parsed =
            contract::parseStrictObject(answer, nullptr, contract::kMaxJsonDepth, contract::JsonHalves::LetPass);
        const auto* words = std::get_if<QJsonObject>(&parsed);
        m_isRefused = m_http.status() == 401 || m_http.status() == 403;
        const bool isPlatform =
            words && (m_isRefused ? contract::isRefusal(*words) : contract::isPlatformAnswer(*words));
        if (!isPlatform) throw Failure{TestTrouble::NoPlatform, firstWords(answer), double(m_http.status())};
        return {StepOutcome::Ok, TestTrouble::None, QString::fromLatin1(m_http.field("server"))};
    }

    Finding judgeAnswer() const
    {
        const double status = m_http.status();
        if (status >= 500) throw Failure{TestTrouble::ServiceError, {}, status};
        if (!m_isRefused) return {StepOutcome::Ok, TestTrouble::None, u"HTTP %1"_s.arg(m_http.status())};
        // Without the token nothing else was to be expected.
        if (!m_hasToken) return {StepOutcome::Skipped};
        return {StepOutcome::Attention, TestTrouble::TokenRefused, {}, status};
    }

    Finding judgeLatency() const { return m_http.judgeLatency(); }
    Finding compareClocks() const { return m_http.compareClocks(); }

private:
    api::ConnectionForm m_form;
    TrialHttp m_http;
    bool m_hasToken = false;
    bool m_isRefused = false;
};

}  // namespace

std::vector<Step> platformSteps(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
{
    const auto trial = std::make_shared<PlatformTrial>(form, cancelled);
    return stepsOf<PlatformTrial>(trial, {{TestStep::Host, &PlatformTrial::findHost},
                                          {TestStep::Port, &PlatformTrial::openPort},
                                          {TestStep::Tls, &PlatformTrial::secure},
                                          {TestStep::Greeting, &PlatformTrial::greet},
                                          {TestStep::Rights, &PlatformTrial::judgeAnswer},
                                          {TestStep::Latency, &PlatformTrial::judgeLatency},
                                          {TestStep::Clock, &PlatformTrial::compareClocks}});
}

}  // namespace tongdai
