#include "engine/upstream/connections/named_calls.h"

#include "engine/contract/redis_keys.h"
#include "engine/domain/log.h"
#include "engine/domain/work/one_shot.h"
#include "engine/upstream/http_platform.h"
#include "engine/upstream/mcp/mcp_child_wire.h"
#include "engine/upstream/mcp/mcp_http_wire.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTimer>
#include <QUrlQuery>

namespace tongdai::upstream {

using namespace Qt::StringLiterals;

namespace {

const Log namedCallsLog("engine.connections");

constexpr qsizetype kMostKept = 4096;  // bytes of an answer that is kept with the row

HttpLimits callLimits()
{
    HttpLimits limits;
    limits.body = 256 * 1024;
    limits.connections = 4;
    return limits;
}

SendOutcome callOutcome(SendOutcome::Kind kind, const QString& error)
{
    SendOutcome made;
    made.kind = kind;
    made.error = error;
    return made;
}

QByteArray targetWithQuery(const PreparedCall& call)
{
    QByteArray target = call.path;
    char parting = '?';
    for (const auto& [name, value] : call.query) {
        target += parting + name.toPercentEncoding() + '=' + value.toPercentEncoding();
        parting = '&';
    }
    return target;
}

/// A change that was cut off may have happened; a question may be asked again.
SendOutcome outcomeOfFault(const ShopFault& fault, bool isQuestion)
{
    using Kind = ShopFault::Kind;
    SendOutcome made = callOutcome(SendOutcome::Kind::Dead, fault.what);
    switch (fault.kind) {
        case Kind::Credentials:
        case Kind::Refused: break;
        case Kind::Throttled:
        case Kind::BudgetUsed:
            made.kind = SendOutcome::Kind::Retry;
            made.retryAfter = std::chrono::ceil<std::chrono::seconds>(fault.retryAfter);
            break;
        case Kind::Unreachable:
        case Kind::TimedOut:
        case Kind::BadAnswer:
        case Kind::Closed: made.kind = isQuestion ? SendOutcome::Kind::Retry : SendOutcome::Kind::Ambiguous; break;
    }
    return made;
}

QCoro::Task<void> askKiotViet(std::shared_ptr<KiotVietClient> client, QByteArray method, KiotVietQuestion question,
                              QJsonObject body, std::shared_ptr<OneShot<SendOutcome>> shot)
{
    const bool isQuestion = method == "GET";
    auto asking = isQuestion ? client->get(question) : client->change(method, question, body);
    const KiotVietResult result = co_await asking;
    if (const auto* fault = std::get_if<ShopFault>(&result)) {
        shot->set(outcomeOfFault(*fault, isQuestion));
        co_return;
    }
    SendOutcome made;
    made.answer = std::get<KiotVietAnswer>(result).body;
    shot->set(made);
}

std::shared_ptr<McpClient> mcpServerOf(const NamedConnection& connection)
{
    std::shared_ptr<McpWire> wire;
    if (connection.command.isEmpty()) {
        wire = std::make_shared<McpHttpWire>(connection.origin, connection.path.toLatin1(), connection.token);
    } else {
        McpChildWire::Program program;
        program.path = connection.command.first();
        program.arguments = connection.command.mid(1);
        program.environment = connection.environment;
        wire = std::make_shared<McpChildWire>(std::move(program));
    }
    return std::make_shared<McpClient>(std::move(wire), connection.server);
}

/// For the log. A tool's own words about a failure may hold values of the call.
QString loggedOutcome(const SendOutcome& made, NamedConnection::Kind kind)
{
    if (made.kind == SendOutcome::Kind::Sent) return u"done"_s;
    if (kind != NamedConnection::Kind::Mcp) return made.error;
    switch (made.kind) {
        case SendOutcome::Kind::Retry: return u"not reached"_s;
        case SendOutcome::Kind::Ambiguous: return u"unknown"_s;
        default: return u"refused"_s;
    }
}

}  // namespace

NamedCalls::NamedCalls(std::vector<NamedConnection> connections, std::shared_ptr<KiotVietClient> kiotViet,
                       ports::SharedShelf& shelf, ports::Random& random)
    : m_connections(std::move(connections)), m_kiotViet(std::move(kiotViet)), m_shelf(shelf), m_random(random)
{
    for (const NamedConnection& connection : m_connections) {
        if (connection.kind == NamedConnection::Kind::Http)
            m_clients[connection.name] = std::make_unique<HttpClient>(connection.origin, callLimits());
        if (connection.kind == NamedConnection::Kind::Mcp && !m_servers.contains(connection.server))
            m_servers[connection.server] = mcpServerOf(connection);
    }
}

void NamedCalls::close()
{
    const auto self = shared_from_this();
    const auto clients = std::exchange(m_clients, {});  // their end resumes coroutines, which must find none
    for (const auto& [name, server] : std::exchange(m_servers, {}))
        server->close();
}

const NamedConnection* NamedCalls::find(const QString& name) const
{
    const auto it = std::ranges::find(m_connections, name, &NamedConnection::name);
    return it == m_connections.end() ? nullptr : &*it;
}

CallVerdict NamedCalls::judge(const QJsonObject& data) const
{
    const QString name = data.value("name"_L1).toString();
    const NamedConnection* connection = find(name);
    if (!connection) return {CallVerdict::Kind::Refused, u"no such connection is named in the settings"_s};
    if (connection->kind == NamedConnection::Kind::KiotViet && !m_kiotViet)
        return {CallVerdict::Kind::Refused, u"KiotViet is not set up"_s};
    const QJsonValue arguments = data.value("arguments"_L1);
    if (!arguments.isObject() && !arguments.isUndefined())
        return {CallVerdict::Kind::Refused, u"'arguments' must be an object"_s};
    const auto prepared = prepareCall(*connection, arguments.toObject());
    if (const auto* problem = std::get_if<QString>(&prepared)) return {CallVerdict::Kind::Refused, *problem};
    return {connection->needsPerson ? CallVerdict::Kind::NeedsPerson : CallVerdict::Kind::Allowed, {}};
}

QCoro::Task<SendOutcome> NamedCalls::call(QJsonObject data, QByteArray key)
{
    const auto self = shared_from_this();
    const CallVerdict verdict = judge(data);
    if (verdict.kind == CallVerdict::Kind::Refused) co_return callOutcome(SendOutcome::Kind::Dead, verdict.why);
    const NamedConnection connection = *find(data.value("name"_L1).toString());
    const PreparedCall prepared =
        std::get<PreparedCall>(prepareCall(connection, data.value("arguments"_L1).toObject()));
    const QByteArray budget = contract::keys::apiBudget("connection/" + connection.limitName().toLatin1());
    const QByteArray use = m_random.bytes(12).toHex();
    const RateAnswer room = co_await m_shelf.charge(budget, use, connection.calls, connection.window);
    if (!room.isAllowed) {
        ++m_figures.limited;
        namedCallsLog.warn("limit reached", {{u"connection"_s, connection.name}});
        SendOutcome later = callOutcome(SendOutcome::Kind::Retry, u"called too often"_s);
        later.retryAfter = std::chrono::ceil<std::chrono::seconds>(room.retryAfter);
        co_return later;
    }
    QElapsedTimer watch;
    watch.start();
    ++m_figures.made;
    auto calling = over(connection, prepared, key);
    SendOutcome made = co_await calling;
    const bool isDone = made.kind == SendOutcome::Kind::Sent;
    if (!isDone) ++m_figures.failed;
    const QByteArray words = QJsonDocument(made.answer).toJson(QJsonDocument::Compact);
    if (words.size() > kMostKept) made.answer = {{u"status"_s, u"success"_s}};
    namedCallsLog.info("called", {{u"connection"_s, connection.name},
                                  {u"ms"_s, watch.elapsed()},
                                  {u"outcome"_s, loggedOutcome(made, connection.kind)}});
    co_return made;
}

QCoro::Task<SendOutcome> NamedCalls::over(NamedConnection connection, PreparedCall call, QByteArray key)
{
    switch (connection.kind) {
        case NamedConnection::Kind::Http: return overHttp(std::move(connection), std::move(call), std::move(key));
        case NamedConnection::Kind::KiotViet: return overKiotViet(std::move(connection), std::move(call));
        case NamedConnection::Kind::Mcp: return overMcp(std::move(connection), std::move(call), std::move(key));
    }
    Q_UNREACHABLE();
}

QCoro::Task<SendOutcome> NamedCalls::overMcp(NamedConnection connection, PreparedCall call, QByteArray key)
{
    const auto self = shared_from_this();
    const auto found = m_servers.find(connection.server);
    if (found == m_servers.end()) co_return callOutcome(SendOutcome::Kind::Retry, u"the engine stops"_s);
    const auto server = found->second;
    McpClient::Call asked;
    asked.tool = connection.tool;
    asked.arguments = call.body;
    asked.key = key;
    asked.isQuestion = connection.isQuestion();
    asked.timeout = connection.timeout;
    auto calling = server->call(std::move(asked));
    SendOutcome made = co_await calling;
    co_return made;
}

QCoro::Task<SendOutcome> NamedCalls::overHttp(NamedConnection connection, PreparedCall call, QByteArray key)
{
    const auto self = shared_from_this();
    const auto client = m_clients.find(connection.name);
    if (client == m_clients.end()) co_return callOutcome(SendOutcome::Kind::Retry, u"the engine stops"_s);
    HttpRequest asked;
    asked.method = connection.method;
    asked.target = targetWithQuery(call);
    if (!key.isEmpty()) asked.headers = {{"Idempotency-Key"_ba, key}};
    if (!connection.token.isEmpty()) asked.headers.append({"Authorization"_ba, "Bearer " + connection.token});
    if (connection.method == "POST" || connection.method == "PUT") {
        asked.headers.append({"Content-Type"_ba, "application/json"_ba});
        asked.body = QJsonDocument(call.body).toJson(QJsonDocument::Compact);
    }
    asked.deadline = connection.timeout;
    asked.mayRepeatWhenStale = connection.method == "GET";
    const HttpResult result = co_await client->second->send(std::move(asked));
    SendOutcome made = HttpPlatform::outcomeOf(result, key);
    // A question that was cut off changed nothing. Another service's 401 says nothing about the platform's token.
    if (made.kind == SendOutcome::Kind::Ambiguous && connection.method == "GET") made.kind = SendOutcome::Kind::Retry;
    if (made.kind == SendOutcome::Kind::Unauthorised) made.kind = SendOutcome::Kind::Dead;
    co_return made;
}

QCoro::Task<SendOutcome> NamedCalls::overKiotViet(NamedConnection connection, PreparedCall call)
{
    const auto self = shared_from_this();
    const auto client = m_kiotViet;
    KiotVietQuestion question;
    const qsizetype slash = call.path.indexOf('/');
    question.endpoint = slash < 0 ? call.path : call.path.left(slash);
    if (slash >= 0) question.below = call.path.mid(slash + 1);
    question.parameters = call.query;
    const bool isQuestion = connection.method == "GET";
    const auto shot = std::make_shared<OneShot<SendOutcome>>();
    QTimer late;
    late.setSingleShot(true);
    QObject::connect(&late, &QTimer::timeout, &late, [shot, isQuestion] {
        const ShopFault fault{ShopFault::Kind::TimedOut, u"no answer in time"_s};
        shot->set(outcomeOfFault(fault, isQuestion));
    });
    late.start(connection.timeout);
    askKiotViet(client, connection.method, question, call.body, shot);  // goes on by itself
    auto waiting = shot->wait();
    SendOutcome made = co_await waiting;
    co_return made;
}

}  // namespace tongdai::upstream
