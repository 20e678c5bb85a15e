#include "engine/host/trial_wire.h"
#include "engine/upstream/service_target.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QLocale>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestStep;
using api::TestTrouble;
using Failure = ConnectionTrial::Failure;
using Finding = ConnectionTrial::Finding;
using Step = ConnectionTrial::Step;

namespace {

constexpr double kServiceSlowMs = 1000;
constexpr double kServiceClockSeconds = 60;

/// GET {base}/health: what the engine itself asks to see whether a service is there. Nothing is changed by it.
class ServiceTrial {
public:
    ServiceTrial(const api::ConnectionForm& form, const ConnectionTrial::Cancelled& cancelled)
        : m_url(form.url), m_isTls(m_url.scheme() == "https"_L1), m_wire(m_url.host(), port(), QString(), cancelled)
    {
    }

    Finding findHost() { return m_wire.findHost(); }
    Finding openPort() { return m_wire.openPort(); }
    Finding secure() { return m_isTls ? m_wire.startTls() : m_wire.withoutTls(); }

    Finding greet()
    {
        QElapsedTimer timer;
        timer.start();
        m_askedAt = QDateTime::currentMSecsSinceEpoch();
        m_wire.send("GET " + upstream::targetOf(m_url, u"/health"_s) + " HTTP/1.1\r\nHost: " + hostField() +
                    "\r\nUser-Agent: tongdai\r\nAccept: */*\r\nConnection: close\r\n\r\n");
        m_head = m_wire.receiveUntil([](const QByteArray& bytes) {
            return bytes.contains("\r\n\r\n") || (bytes.size() >= 5 && !bytes.startsWith("HTTP/"));
        });
        m_took = double(timer.nsecsElapsed()) / 1e6;
        if (!m_head.startsWith("HTTP/1.")) throw Failure{TestTrouble::OtherProtocol, firstWords(m_head)};
        m_status = m_head.mid(9, 3).toInt();
        return {StepOutcome::Ok, TestTrouble::None, QString::fromLatin1(field("server"))};
    }

    Finding judgeAnswer() const
    {
        if (m_status == 401 || m_status == 403)
            return {StepOutcome::Attention, TestTrouble::TokenRefused, {}, double(m_status)};
        if (m_status < 100 || m_status >= 500) throw Failure{TestTrouble::ServiceError, {}, double(m_status)};
        // A service without that route is there all the same.
        return {StepOutcome::Ok, TestTrouble::None, u"HTTP %1"_s.arg(m_status)};
    }

    Finding judgeLatency() const { return latencyFinding(m_took, kServiceSlowMs); }

    Finding compareClocks() const
    {
        const QString text = QString::fromLatin1(field("date"));
        QDateTime date =
            QLocale::c().toDateTime(text.chopped(qMin<qsizetype>(4, text.size())), u"ddd, dd MMM yyyy HH:mm:ss"_s);
        if (!date.isValid()) return {StepOutcome::Skipped};
        date.setTimeSpec(Qt::UTC);
        const double ahead = double(date.toMSecsSinceEpoch() - m_askedAt) / 1000;  // whole seconds only
        return clockFinding(ahead, kServiceClockSeconds);
    }

private:
    quint16 port() const { return quint16(m_url.port(m_isTls ? 443 : 80)); }
    QByteArray hostField() const
    {
        QByteArray host = m_url.host(QUrl::FullyEncoded).toLatin1();
        if (host.contains(':')) host = '[' + host + ']';
        return m_url.port() > 0 ? host + ':' + QByteArray::number(m_url.port()) : host;
    }
    QByteArray field(const QByteArray& name) const
    {
        for (const QByteArray& line : m_head.left(m_head.indexOf("\r\n\r\n")).split('\n')) {
            if (line.toLower().startsWith(name + ':')) return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }

    QUrl m_url;
    bool m_isTls;
    TrialWire m_wire;
    QByteArray m_head;
    qint64 m_askedAt = 0;
    int m_status = 0;
    double m_took = 0;
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
