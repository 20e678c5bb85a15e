#include "engine/server/routes/mcp_route.h"

#include "engine/contract/json/mcp_desk.h"
#include "engine/server/access/rate_headers.h"

#include <QUuid>

namespace tongdai {

using namespace Qt::StringLiterals;
using contract::McpCode;
using contract::McpMessage;
using contract::McpProblem;
using http::Response;

namespace {

Response mcpRefusal(int status, const QString& words, const QJsonValue& id = {})
{
    return Response::json(contract::mcpError(id, McpCode::Refused, words), status);
}

Response mcpLater(std::chrono::milliseconds wait, const QString& words)
{
    Response later = mcpRefusal(429, words);
    later.setHeader("Retry-After"_ba, retryAfter({false, wait}));
    return later;
}

/// Notifications and answers are taken without one.
Response mcpAccepted()
{
    return Response{.status = 202, .headers = {}, .body = {}};
}

}  // namespace

McpRoute::McpRoute(Router& router, DeskTools& tools, Access access)
    : m_tools(tools), m_access(std::move(access)), m_acts(QUuid::createUuid().toRfc4122())
{
    router.serve(contract::RouteId::McpDesk, [this](ExchangePtr exchange) { return serve(std::move(exchange)); });
}

/// Before anything of the body counts: this computer, no foreign page, the token, a version that is understood.
std::optional<Response> McpRoute::refusal(const http::Request& request) const
{
    if (m_access.tokens.isEmpty()) return Response::error(404, u"Not Found"_s);
    if (!request.peer.isLoopback()) return mcpRefusal(403, u"Only programs of this computer are served here"_s);
    if (!engineio::OriginPolicy::listed({}).allows(request)) return mcpRefusal(403, u"Web pages are not served here"_s);
    WrongTokens* const wrong = m_access.wrong.get();
    const auto wait = wrong ? wrong->wait(request.peer, WrongTokens::Kind::Assistant) : std::chrono::milliseconds(0);
    if (wait.count() > 0) return mcpLater(wait, u"Too many wrong access tokens; wait before the next one"_s);
    const QByteArray authorization = request.header("Authorization");
    const auto offered = bearerToken(authorization);
    const bool isRight = m_access.tokens.accepts(offered.value_or(QByteArrayView())) && offered;
    if (wrong && isRight) wrong->noteRight(request.peer, WrongTokens::Kind::Assistant);
    if (wrong && offered && !isRight) wrong->noteWrong(request.peer, u"assistant's token"_s);
    if (!isRight) {
        Response unknown = mcpRefusal(401, u"Invalid or missing access token"_s);
        unknown.setHeader("WWW-Authenticate"_ba, "Bearer"_ba);
        return unknown;
    }
    const QByteArray version = request.header("MCP-Protocol-Version");
    if (!version.isEmpty() && !contract::isMcpVersion(QString::fromLatin1(version)))
        return mcpRefusal(400, u"This version of MCP is not understood here"_s);
    return std::nullopt;
}

/// One program with a token among those the limits of the REST routes count (guarantees 2.10).
QCoro::Task<RateAnswer> McpRoute::admit()
{
    RateAnswer admitted;
    if (!m_access.rates) co_return admitted;
    const QByteArray act = m_acts + QByteArray::number(++m_counted);
    auto ofToken = m_access.rates->charge(RateScope::ApiUser, QByteArrayLiteral("assistant"), act);
    admitted = co_await ofToken;
    if (!admitted.isAllowed) co_return admitted;
    auto ofAll = m_access.rates->charge(RateScope::ApiWorkspace, QByteArrayLiteral("shop"), act);
    admitted = co_await ofAll;
    co_return admitted;
}

QCoro::Task<Response> McpRoute::serve(ExchangePtr exchange)
{
    if (auto refused = refusal(exchange->request())) co_return *std::move(refused);
    auto admitting = admit();
    const RateAnswer admitted = co_await admitting;
    if (!admitted.isAllowed) co_return mcpLater(admitted.retryAfter, u"Too many requests"_s);
    const auto read = contract::readMcpMessage(exchange->request().body);
    if (const auto* problem = std::get_if<McpProblem>(&read))
        co_return Response::json(contract::mcpError(problem->id, problem->code, problem->what), 400);
    const McpMessage message = std::get<McpMessage>(read);
    if (message.kind != McpMessage::Kind::Request) co_return mcpAccepted();
    auto answering = answer(message);
    const QJsonObject answered = co_await answering;
    co_return Response::json(answered);
}

QCoro::Task<QJsonObject> McpRoute::answer(McpMessage message)
{
    if (message.method == "initialize"_L1)
        co_return contract::mcpResult(message.id, contract::mcpIntroduction(message.params));
    if (message.method == "ping"_L1) co_return contract::mcpResult(message.id, {});
    if (message.method == "tools/list"_L1) co_return contract::mcpResult(message.id, contract::mcpDeskTools());
    if (message.method != "tools/call"_L1)
        co_return contract::mcpError(message.id, McpCode::NoSuchMethod, u"There is no such method here"_s);
    auto calling = callTool(message);
    QJsonObject answered = co_await calling;
    co_return answered;
}

QCoro::Task<QJsonObject> McpRoute::callTool(McpMessage message)
{
    const auto arguments = contract::mcpArgumentsIn(message.params);
    if (!arguments) co_return contract::mcpError(message.id, McpCode::WrongParams, u"'arguments' must be an object"_s);
    auto calling = m_tools.call(contract::mcpToolIn(message.params), *arguments);
    const std::optional<QJsonObject> result = co_await calling;
    if (!result) co_return contract::mcpError(message.id, McpCode::WrongParams, u"There is no such tool"_s);
    co_return contract::mcpResult(message.id, *result);
}

}  // namespace tongdai
