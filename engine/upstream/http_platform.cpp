#include "engine/upstream/http_platform.h"

#include "engine/contract/json/strict_json.h"
#include "engine/domain/text/whole_text.h"
#include "engine/upstream/service_target.h"

#include <QJsonDocument>
#include <QLocale>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPlatformHealthDeadline = 5s;
constexpr qsizetype kMaxQuotedError = 300;

/// Seconds or an HTTP date (RFC 9110, 10.2.3).
std::optional<std::chrono::seconds> retryAfterOf(const HttpReply& reply)
{
    const QByteArray value = reply.header("retry-after").trimmed();
    if (value.isEmpty()) return {};
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    if (isNumber) return std::chrono::seconds(qBound(qint64(0), seconds, qint64(86'400)));
    QDateTime at = QLocale::c().toDateTime(QString::fromLatin1(value), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!at.isValid()) return {};
    at.setTimeSpec(Qt::UTC);
    return std::chrono::seconds(qMax(qint64(0), QDateTime::currentDateTimeUtc().secsTo(at)));
}

QJsonObject platformWords(const HttpReply& reply)
{
    const auto parsed =
        contract::parseStrictObject(reply.body, nullptr, contract::kMaxJsonDepth, contract::JsonHalves::LetPass);
    return std::holds_alternative<QJsonObject>(parsed) ? wholeText(std::get<QJsonObject>(parsed)) : QJsonObject();
}

QString errorOf(const HttpReply& reply)
{
    const QJsonObject words = platformWords(reply);
    QString cause = words.value("error"_L1).toString();
    if (cause.isEmpty()) cause = words.value("detail"_L1).toString();
    const QString status = u"status %1"_s.arg(reply.status);
    return cause.isEmpty() ? status : status + u": "_s + cutText(cause, kMaxQuotedError);
}

SendOutcome outcome(SendOutcome::Kind kind, const QString& error = {})
{
    SendOutcome result;
    result.kind = kind;
    result.error = error;
    return result;
}

/// It said yes; an answer without usable words changes nothing about that.
SendOutcome sent(const QJsonObject& words)
{
    SendOutcome result;
    result.answer = words;
    if (words.isEmpty()) {
        result.answer = {{u"status"_s, u"success"_s}, {u"detail"_s, u"accepted without a readable answer"_s}};
    }
    return result;
}

bool isRetryStatus(int status)
{
    return status >= 500 || status == 408 || status == 425 || status == 429;
}

/// A conflict about our own key says that an earlier try had arrived.
bool namesKey(const HttpReply& reply, const QByteArray& key)
{
    if (key.isEmpty()) return false;
    return reply.header("idempotency-key").trimmed().toLower() == key || reply.body.toLower().contains(key);
}

SendOutcome outcomeOfReply(const HttpReply& reply, const QByteArray& key)
{
    const int status = reply.status;
    if (status >= 200 && status < 300) return sent(platformWords(reply));
    if (status == 409 && namesKey(reply, key)) return sent(platformWords(reply));
    if (status == 401) return outcome(SendOutcome::Kind::Unauthorised, errorOf(reply));
    if (!isRetryStatus(status)) return outcome(SendOutcome::Kind::Dead, errorOf(reply));
    SendOutcome retry = outcome(SendOutcome::Kind::Retry, errorOf(reply));
    retry.retryAfter = retryAfterOf(reply);
    return retry;
}

SendOutcome outcomeOfFailure(const HttpFailure& failure, const QByteArray& key)
{
    // A mistake in the settings, not in the message: it goes out when the settings are right.
    if (failure.kind == HttpFailure::Kind::NotAllowed) return outcome(SendOutcome::Kind::Retry, failure.what);
    // The status line had come, so the platform had decided; only its words were lost.
    if (failure.status && *failure.status != 409) {
        HttpReply head;
        head.status = *failure.status;
        return outcomeOfReply(head, key);
    }
    return outcome(failure.wasWritten ? SendOutcome::Kind::Ambiguous : SendOutcome::Kind::Retry, failure.what);
}

}  // namespace

HttpPlatform::HttpPlatform(Settings settings, HttpLimits limits)
    : m_settings(std::move(settings)),
      m_target(targetOf(m_settings.baseUrl, m_settings.path)),
      m_healthTarget(targetOf(m_settings.baseUrl, u"/health"_s)),
      m_client(m_settings.baseUrl, limits)
{
}

SendOutcome HttpPlatform::outcomeOf(const HttpResult& result, const QByteArray& key)
{
    if (const auto* failure = std::get_if<HttpFailure>(&result)) return outcomeOfFailure(*failure, key);
    return outcomeOfReply(std::get<HttpReply>(result), key);
}

QCoro::Task<SendOutcome> HttpPlatform::send(OutboxItem item)
{
    const QByteArray key = item.dedupKey.toHex();
    HttpRequest post;
    post.target = m_target;
    post.headers = {{"Content-Type"_ba, "application/json"_ba},
                    {"Authorization"_ba, "Bearer " + m_settings.token},
                    {"Idempotency-Key"_ba, key},
                    {"X-Fence"_ba, QByteArray::number(item.fence)}};
    post.body = QJsonDocument(item.body).toJson(QJsonDocument::Compact);
    post.deadline = m_settings.timeout;
    post.mayRepeatWhenStale = item.repeatable;
    post.failpointWhenWritten = "send.written";
    const HttpResult result = co_await m_client.send(std::move(post));
    // From here on this object may be gone.
    SendOutcome what = outcomeOf(result, key);
    co_return what;
}

QString HttpPlatform::describe() const
{
    return HttpClient::addressOf(m_settings.baseUrl);
}

QCoro::Task<bool> HttpPlatform::isHealthy()
{
    HttpRequest get;
    get.method = "GET";
    get.target = m_healthTarget;
    get.deadline = kPlatformHealthDeadline;
    get.mayRepeatWhenStale = true;
    const HttpResult result = co_await m_client.send(std::move(get));
    const auto* reply = std::get_if<HttpReply>(&result);
    const bool isHealthy = reply && reply->status < 500;
    co_return isHealthy;
}

QCoro::Task<SendOutcome> NoPlatform::send(OutboxItem item)
{
    Q_UNUSED(item)
    SendOutcome refused = outcome(SendOutcome::Kind::Retry, u"no platform is set up"_s);
    co_return refused;
}

QCoro::Task<bool> NoPlatform::isHealthy()
{
    const bool isHealthy = true;
    co_return isHealthy;
}

}  // namespace tongdai::upstream
