#include "engine/upstream/http_ai.h"

#include "engine/contract/json/strict_json.h"
#include "engine/domain/ai_trouble.h"
#include "engine/domain/text/whole_text.h"
#include "engine/upstream/service_target.h"

#include <QJsonDocument>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kAiHealthDeadline = 5s;

QJsonObject contextLine(QLatin1StringView role, const QString& text, double timestamp)
{
    return {{u"role"_s, QString(role)}, {u"content"_s, text}, {u"timestamp"_s, timestamp}};
}

/// Notes are for colleagues and system lines for operators: neither ever leaves the house.
QJsonArray contextOf(const AiRequest& request)
{
    QJsonArray lines;
    for (const ContextLine& line : request.context) {
        if (line.speaker == Speaker::Note || line.speaker == Speaker::System) continue;
        const auto role = line.speaker == Speaker::Customer ? "user"_L1 : "assistant"_L1;
        lines.append(contextLine(role, line.text, line.timestamp));
    }
    for (size_t i = 0; i + 1 < request.messages.size(); ++i) {
        lines.append(contextLine("user"_L1, request.messages[i].content, request.messages[i].sentAt));
    }
    return lines;
}

[[noreturn]] void throwBad(const QString& what)
{
    throw UpstreamError(UpstreamError::Kind::BadAnswer, kAiBadAnswer + what, true);
}

/// Absent and null are the same: nothing was said.
QJsonValue member(const QJsonObject& object, QLatin1StringView name, QJsonValue::Type type)
{
    const QJsonValue value = object.value(name);
    if (value.isNull()) return QJsonValue(QJsonValue::Undefined);
    if (!value.isUndefined() && value.type() != type) throwBad(u"'%1' has the wrong type"_s.arg(name));
    return value;
}

UpstreamError errorOf(const HttpFailure& failure)
{
    using Kind = HttpFailure::Kind;
    const QString what = kAiService + failure.what;
    switch (failure.kind) {
        case Kind::Unreachable:
        case Kind::Cut: return {UpstreamError::Kind::Unreachable, what, true};
        case Kind::TimedOut: return {UpstreamError::Kind::TimedOut, what, true};
        case Kind::TooLarge:
        case Kind::Malformed: return {UpstreamError::Kind::BadAnswer, what, true};
        case Kind::Cancelled: return {UpstreamError::Kind::Cancelled, what, false};
        case Kind::NotAllowed: return {UpstreamError::Kind::Refused, what, false};
    }
    Q_UNREACHABLE();
}

bool isRetryableStatus(int status)
{
    return status >= 500 || status == 408 || status == 425 || status == 429;
}

UpstreamError errorOfStatus(int status)
{
    const auto kind = status == 408 ? UpstreamError::Kind::TimedOut : UpstreamError::Kind::Refused;
    return {kind, kAiService + kAiAnsweredWithStatus + QString::number(status), isRetryableStatus(status)};
}

}  // namespace

HttpAi::HttpAi(const QUrl& service, const QString& path, HttpLimits limits)
    : m_address(HttpClient::addressOf(service)),
      m_target(targetOf(service, path)),
      m_healthTarget(targetOf(service, u"/health"_s)),
      m_client(service, limits)
{
}

QJsonObject HttpAi::bodyOf(const AiRequest& request)
{
    if (request.messages.empty()) return {};
    const IncomingMessage& leading = request.messages.back();
    const QJsonObject message{{u"message_id"_s, leading.messageId.toString()},
                              {u"content"_s, leading.content},
                              {u"sender_id"_s, leading.sender.toString()},
                              {u"sender_type"_s, leading.senderType},
                              {u"timestamp"_s, leading.sentAt}};
    QJsonObject metadata = request.metadata;
    if (!request.handedBack.isEmpty()) metadata[u"handed_back"_s] = request.handedBack;
    return {{u"conversation_id"_s, request.conversation.toString()},
            {u"message"_s, message},
            {u"context"_s, contextOf(request)},
            {u"metadata"_s, metadata}};
}

AiAnswer HttpAi::readAnswer(const QByteArray& body)
{
    const auto parsed =
        contract::parseStrictObject(body, nullptr, contract::kMaxJsonDepth, contract::JsonHalves::LetPass);
    if (const auto* problem = std::get_if<contract::JsonProblem>(&parsed)) throwBad(problem->what);
    const QJsonObject object = wholeText(std::get<QJsonObject>(parsed));
    AiAnswer answer;
    const QJsonValue text = member(object, "response_text"_L1, QJsonValue::String);
    const QJsonValue actions = member(object, "actions"_L1, QJsonValue::Array);
    if (text.isUndefined() && actions.isUndefined()) throwBad(u"neither 'response_text' nor 'actions'"_s);
    answer.responseText = text.toString();
    answer.intent = member(object, "intent"_L1, QJsonValue::String).toString();
    answer.confidence = member(object, "confidence"_L1, QJsonValue::Double).toDouble(0);
    if (answer.confidence < 0 || answer.confidence > 1) throwBad(u"'confidence' is not between 0 and 1"_s);
    answer.entities = member(object, "entities"_L1, QJsonValue::Object).toObject();
    answer.modelUsed = member(object, "model_used"_L1, QJsonValue::String).toString();
    ExtractedActions extracted = extractActions(actions, answer.responseText);
    answer.actions = std::move(extracted.actions);
    answer.skipped = std::move(extracted.skipped);
    return answer;
}

QCoro::Task<AiAnswer> HttpAi::answer(AiRequest request, std::chrono::milliseconds deadline,
                                     std::shared_ptr<CancelToken> cancel)
{
    HttpRequest post;
    post.target = m_target;
    post.headers = {{"Content-Type"_ba, "application/json"_ba}};
    post.body = QJsonDocument(bodyOf(request)).toJson(QJsonDocument::Compact);
    post.deadline = deadline;
    post.mayRepeatWhenStale = true;  // thinking twice has no effect outside
    const auto begun = std::chrono::steady_clock::now();
    const HttpResult result = co_await m_client.send(std::move(post), std::move(cancel));
    // From here on this object may be gone.
    if (const auto* failure = std::get_if<HttpFailure>(&result)) throw errorOf(*failure);
    const auto& reply = std::get<HttpReply>(result);
    if (reply.status != 200) throw errorOfStatus(reply.status);
    AiAnswer answer = readAnswer(reply.body);
    answer.processingTime = std::chrono::steady_clock::now() - begun;
    co_return answer;
}

QString HttpAi::describe() const
{
    return m_address;
}

QCoro::Task<bool> HttpAi::isHealthy()
{
    HttpRequest get;
    get.method = "GET";
    get.target = m_healthTarget;
    get.deadline = kAiHealthDeadline;
    get.mayRepeatWhenStale = true;
    const HttpResult result = co_await m_client.send(std::move(get));
    const auto* reply = std::get_if<HttpReply>(&result);
    const bool isHealthy = reply && reply->status < 500;
    co_return isHealthy;
}

}  // namespace tongdai::upstream
