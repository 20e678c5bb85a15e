#include "engine/upstream/connections/http_hooks.h"

#include "engine/upstream/http_platform.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

QByteArray hookSignature(const QByteArray& secret, const QByteArray& seconds, const QByteArray& body)
{
    return QMessageAuthenticationCode::hash(seconds + '.' + body, secret, QCryptographicHash::Sha256).toHex();
}

HttpLimits HttpHooks::hookLimits()
{
    HttpLimits limits;
    limits.body = 64 * 1024;  // nothing of an answer is used
    limits.connections = 4;
    return limits;
}

HttpHooks::HttpHooks(std::vector<HookTarget> targets, const ports::Clock& clock, HttpLimits limits)
    : m_targets(std::move(targets)), m_clock(clock)
{
    for (const HookTarget& target : m_targets)
        m_clients[target.hook.name] = std::make_unique<HttpClient>(target.origin, limits);
}

void HttpHooks::close()
{
    const auto self = shared_from_this();
    const auto clients = std::exchange(m_clients, {});  // their end resumes coroutines, which must find none
}

/// The other side knows a call that comes twice by its key: one that was cut off may be made again.
HookAnswer HttpHooks::answerOf(const HttpResult& result)
{
    HookAnswer answer;
    if (const auto* failure = std::get_if<HttpFailure>(&result)) {
        answer.kind =
            failure->kind == HttpFailure::Kind::Cancelled ? HookAnswer::Kind::Stopped : HookAnswer::Kind::Later;
        answer.error = failure->what;
        answer.status = failure->status.value_or(0);
        // It had decided; only its words were lost.
        if (failure->status && *failure->status / 100 == 2)
            return HookAnswer{HookAnswer::Kind::Taken, *failure->status, {}, {}};
        return answer;
    }
    const SendOutcome outcome = HttpPlatform::outcomeOf(result, {});
    answer.status = std::get<HttpReply>(result).status;
    if (outcome.kind == SendOutcome::Kind::Sent) return answer;
    answer.kind = outcome.kind == SendOutcome::Kind::Retry ? HookAnswer::Kind::Later : HookAnswer::Kind::Refused;
    answer.error = u"status %1"_s.arg(answer.status);
    answer.retryAfter = outcome.retryAfter;
    return answer;
}

QCoro::Task<HookAnswer> HttpHooks::post(QString hook, QByteArray key, QByteArray event, QByteArray body)
{
    const auto self = shared_from_this();
    const auto target =
        std::ranges::find_if(m_targets, [&hook](const HookTarget& one) { return one.hook.name == hook; });
    const auto client = m_clients.find(hook);
    if (target == m_targets.end() || client == m_clients.end())
        co_return HookAnswer{HookAnswer::Kind::Stopped, 0, {}, {}};
    const QByteArray seconds =
        QByteArray::number(std::chrono::floor<std::chrono::seconds>(m_clock.now().time_since_epoch()).count());
    HttpRequest request;
    request.target = target->path;
    request.headers = {{"Content-Type"_ba, "application/json"_ba},
                       {"Idempotency-Key"_ba, key},
                       {"X-Tongdai-Event"_ba, event},
                       {"X-Tongdai-Timestamp"_ba, seconds},
                       {"X-Tongdai-Signature"_ba, "sha256=" + hookSignature(target->secret, seconds, body)}};
    request.body = std::move(body);
    request.deadline = target->timeout;
    request.mayRepeatWhenStale = true;
    auto sending = client->second->send(std::move(request));
    const HttpResult result = co_await sending;
    co_return answerOf(result);
}

}  // namespace tongdai::upstream
