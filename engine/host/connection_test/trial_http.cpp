#include "engine/host/connection_test/trial_http.h"

#include "engine/upstream/service_target.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QLocale>

namespace tongdai {

using namespace Qt::StringLiterals;
using api::StepOutcome;
using api::TestTrouble;
using Failure = ConnectionTrial::Failure;
using Finding = ConnectionTrial::Finding;

namespace {

constexpr double kServiceSlowMs = 1000;
constexpr double kServiceClockSeconds = 60;

bool isSecure(const QUrl& url)
{
    return url.scheme() == "https"_L1;
}

quint16 portOf(const QUrl& url)
{
    return quint16(url.port(isSecure(url) ? 443 : 80));
}

/// Pieces of a chunked body put together, as far as they came.
QByteArray withoutChunks(const QByteArray& body)
{
    QByteArray whole;
    qsizetype at = 0;
    while (at < body.size()) {
        const qsizetype end = body.indexOf("\r\n", at);
        bool isNumber = false;
        const qsizetype size = body.mid(at, end - at).split(';').first().trimmed().toLongLong(&isNumber, 16);
        if (end < 0 || !isNumber || size <= 0) break;
        whole += body.mid(end + 2, size);
        at = end + 2 + size + 2;
    }
    return whole;
}

}  // namespace

TrialHttp::TrialHttp(const QUrl& service, const ConnectionTrial::Cancelled& cancelled)
    : m_url(service), m_isTls(isSecure(service)), m_wire(service.host(), portOf(service), QString(), cancelled)
{
}

void TrialHttp::ask(const QByteArray& method, const QString& path, const QByteArray& fields, const QByteArray& body)
{
    askAt(method, upstream::targetOf(m_url, path), fields, body);
}

void TrialHttp::askBelow(const QByteArray& method, const QByteArray& below)
{
    QByteArray base = m_url.path(QUrl::FullyEncoded).toLatin1();
    while (base.endsWith('/'))
        base.chop(1);
    askAt(method, base + below, {}, {});
}

void TrialHttp::askAt(const QByteArray& method, const QByteArray& target, const QByteArray& fields,
                      const QByteArray& body)
{
    QElapsedTimer timer;
    timer.start();
    m_askedAt = QDateTime::currentMSecsSinceEpoch();
    m_wire.send(method + ' ' + target + " HTTP/1.1\r\nHost: " + hostField() +
                "\r\nUser-Agent: tongdai\r\nAccept: */*\r\nConnection: close\r\n" + fields + "\r\n" + body);
    m_answer = m_wire.receiveUntil([](const QByteArray& bytes) {
        return bytes.contains("\r\n\r\n") || (bytes.size() >= 5 && !bytes.startsWith("HTTP/"));
    });
    m_took = double(timer.nsecsElapsed()) / 1e6;
    if (!m_answer.startsWith("HTTP/1.")) throw Failure{TestTrouble::OtherProtocol, firstWords(m_answer)};
    m_status = m_answer.mid(9, 3).toInt();
    m_bodyAt = m_answer.indexOf("\r\n\r\n") + 4;
}

QByteArray TrialHttp::field(const QByteArray& name) const
{
    for (const QByteArray& line : m_answer.left(m_bodyAt).split('\n')) {
        if (line.toLower().startsWith(name + ':')) return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

bool TrialHttp::isChunked() const
{
    return field("transfer-encoding").toLower().contains("chunked");
}

bool TrialHttp::isWhole(const QByteArray& answer) const
{
    if (isChunked()) return answer.endsWith("0\r\n\r\n");
    bool isNumber = false;
    const qlonglong length = field("content-length").toLongLong(&isNumber);
    return isNumber && answer.size() >= m_bodyAt + length;  // else its end is the connection's
}

QByteArray TrialHttp::body()
{
    try {
        while (!isWhole(m_answer))
            m_answer += m_wire.receiveUntil([](const QByteArray& bytes) { return !bytes.isEmpty(); });
    } catch (const Failure&) {
        // Closed, or silent: it is judged by what came.
    }
    const QByteArray body = m_answer.mid(m_bodyAt);
    if (isChunked()) return withoutChunks(body);
    bool isNumber = false;
    const qlonglong length = field("content-length").toLongLong(&isNumber);
    return isNumber && length >= 0 ? body.left(length) : body;
}

Finding TrialHttp::judgeLatency() const
{
    return latencyFinding(m_took, kServiceSlowMs);
}

Finding TrialHttp::compareClocks() const
{
    const QString text = QString::fromLatin1(field("date"));
    QDateTime date =
        QLocale::c().toDateTime(text.chopped(qMin<qsizetype>(4, text.size())), u"ddd, dd MMM yyyy HH:mm:ss"_s);
    if (!date.isValid()) return {StepOutcome::Skipped};
    date.setTimeSpec(Qt::UTC);
    const double ahead = double(date.toMSecsSinceEpoch() - m_askedAt) / 1000;  // whole seconds only
    return clockFinding(ahead, kServiceClockSeconds);
}

QByteArray TrialHttp::hostField() const
{
    QByteArray host = m_url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':')) host = '[' + host + ']';
    return m_url.port() > 0 ? host + ':' + QByteArray::number(m_url.port()) : host;
}

}  // namespace tongdai
