#include "engine/upstream/mcp/mcp_http_wire.h"

#include "engine/upstream/http_platform.h"
#include "engine/upstream/openai/event_stream.h"

namespace tongdai::upstream {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using contract::McpMessage;

namespace {

constexpr qsizetype kLongestSession = 256;
constexpr auto kTellDeadline = 2s;

HttpLimits mcpLimits()
{
    HttpLimits limits;
    limits.body = contract::kMaxMcpBytes;
    limits.connections = 8;
    return limits;
}

/// Goes on by itself.
QCoro::Task<void> sendAndForget(HttpClient* client, HttpRequest request)
{
    auto sending = client->send(std::move(request));
    co_await sending;
}

}  // namespace

QJsonObject answerToServer(const McpMessage& request)
{
    if (request.method == "ping"_L1) return contract::mcpResult(request.id, {});
    return contract::mcpError(request.id, contract::McpCode::NoSuchMethod, u"not offered here"_s);
}

McpFault mcpFault(SendOutcome::Kind kind, const QString& what)
{
    McpFault fault;
    fault.outcome.kind = kind;
    fault.outcome.error = what;
    return fault;
}

struct McpHttpWire::Heard {
    QJsonValue id;
    EventStream events;
    qsizetype taken = 0;
    std::optional<McpMessage> answer;
};

McpHttpWire::McpHttpWire(const QUrl& origin, QByteArray target, QByteArray token)
    : m_client(std::make_unique<HttpClient>(origin, mcpLimits())),
      m_target(std::move(target)),
      m_token(std::move(token))
{
}

void McpHttpWire::leave()
{
    m_session.clear();
    m_version.clear();
}

void McpHttpWire::close()
{
    const auto self = shared_from_this();
    const auto client = std::exchange(m_client, nullptr);  // its end resumes coroutines, which must find none
}

HttpRequest McpHttpWire::post(const QJsonObject& message) const
{
    HttpRequest asked;
    asked.target = m_target;
    asked.accept = "application/json, text/event-stream"_ba;
    asked.headers = {{"Content-Type"_ba, "application/json"_ba}};
    if (!m_token.isEmpty()) asked.headers.append({"Authorization"_ba, "Bearer " + m_token});
    if (!m_session.isEmpty()) asked.headers.append({"Mcp-Session-Id"_ba, m_session});
    if (!m_version.isEmpty()) asked.headers.append({"MCP-Protocol-Version"_ba, m_version});
    asked.body = contract::mcpBytes(message);
    return asked;
}

void McpHttpWire::tell(QJsonObject message)
{
    if (!m_client) return;
    HttpRequest asked = post(message);
    asked.deadline = kTellDeadline;
    sendAndForget(m_client.get(), std::move(asked));
}

QCoro::Task<void> McpHttpWire::say(QJsonObject message, std::chrono::milliseconds deadline)
{
    const auto self = shared_from_this();
    if (!m_client) co_return;
    HttpRequest asked = post(message);
    asked.deadline = deadline;
    auto sending = m_client->send(std::move(asked));
    co_await sending;
}

QCoro::Task<McpReply> McpHttpWire::ask(qint64 id, QJsonObject request, std::chrono::milliseconds deadline)
{
    const auto self = shared_from_this();
    if (!m_client) {
        McpReply stopped = mcpFault(SendOutcome::Kind::Retry, u"the engine stops"_s);
        co_return stopped;
    }
    const auto heard = std::make_shared<Heard>();
    heard->id = id;
    HttpRequest asked = post(request);
    asked.deadline = deadline;
    asked.onBody = [this, heard](QByteArrayView soFar) {
        take(*heard, soFar);
        return heard->answer.has_value();
    };
    const bool hadSession = !m_session.isEmpty();
    auto sending = m_client->send(std::move(asked));
    const HttpResult result = co_await sending;
    const auto* failure = std::get_if<HttpFailure>(&result);
    const bool isLate = failure && failure->kind == HttpFailure::Kind::TimedOut && failure->wasWritten;
    // The end of a connection says nothing to a server.
    if (isLate) tell(contract::mcpNotification(u"notifications/cancelled"_s, {{u"requestId"_s, id}}));
    McpReply reply = replyOf(result, *heard, hadSession);
    co_return reply;
}

/// Beside the answer a server may tell of its progress, and ask.
void McpHttpWire::take(Heard& heard, QByteArrayView body)
{
    const QByteArrayView fresh = body.sliced(std::min(heard.taken, body.size()));
    heard.taken = body.size();
    for (const QByteArray& event : heard.events.feed(fresh)) {
        const auto read = contract::readMcpMessage(event);
        const auto* message = std::get_if<McpMessage>(&read);
        if (!message || heard.answer) continue;
        if (message->kind == McpMessage::Kind::Request) {
            tell(answerToServer(*message));
        } else if (message->kind == McpMessage::Kind::Notification) {
            if (message->method == "notifications/tools/list_changed"_L1 && onToolsChanged) onToolsChanged();
        } else if (message->id == heard.id) {
            heard.answer = *message;
        }
    }
}

McpReply McpHttpWire::replyOf(const HttpResult& result, Heard& heard, bool hadSession)
{
    const auto* reply = std::get_if<HttpReply>(&result);
    const auto* failure = std::get_if<HttpFailure>(&result);
    // A good status alone says nothing of what the tool did.
    if (failure && failure->status.value_or(200) < 300)
        return mcpFault(failure->wasWritten ? SendOutcome::Kind::Ambiguous : SendOutcome::Kind::Retry, failure->what);
    if (!reply || reply->status < 200 || reply->status > 299) {
        McpFault fault;
        fault.outcome = HttpPlatform::outcomeOf(result, {});
        // A proxy's 502 or 504, or a 500 after half the work, comes when the tool may have acted; 503 comes before
        // that.
        const int status = reply ? reply->status : failure ? failure->status.value_or(0) : 0;
        if ((status >= 500 && status != 503) || status == 408) fault.outcome.kind = SendOutcome::Kind::Ambiguous;
        // Another service's 401 says nothing about the platform's token.
        if (fault.outcome.kind == SendOutcome::Kind::Unauthorised) fault.outcome.kind = SendOutcome::Kind::Dead;
        // Servers differ in how they say that they know a session no more.
        fault.isSessionOver = hadSession && reply && (reply->status == 404 || reply->status == 400);
        return fault;
    }
    const QByteArray session = reply->header("mcp-session-id").trimmed();
    if (!session.isEmpty() && session.size() <= kLongestSession) m_session = session;
    const QByteArray type = reply->header("content-type").toLower();
    if (type.startsWith("text/event-stream")) {
        if (!heard.answer) take(heard, reply->body + "\n\n");
        if (heard.answer) return *heard.answer;
        return mcpFault(SendOutcome::Kind::Ambiguous, u"the stream ended before the answer"_s);
    }
    const auto read = contract::readMcpMessage(reply->body);
    const auto* message = std::get_if<McpMessage>(&read);
    const bool isAnswer = message && message->id == heard.id &&
                          (message->kind == McpMessage::Kind::Result || message->kind == McpMessage::Kind::Error);
    if (isAnswer) return *message;
    return mcpFault(SendOutcome::Kind::Ambiguous, u"the answer is no message of MCP"_s);
}

}  // namespace tongdai::upstream
