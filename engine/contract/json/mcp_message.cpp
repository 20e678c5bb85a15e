#include "engine/contract/json/mcp_message.h"

#include "engine/contract/json/strict_json.h"
#include "engine/domain/text/whole_text.h"

#include <QJsonDocument>

#include <cmath>

namespace tongdai::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestMcpName = 128;
constexpr double kLargestMcpId = 9'007'199'254'740'991;  // beyond it a double is no exact number

bool isMcpId(const QJsonValue& id)
{
    if (id.isString()) return id.toString().size() <= kLongestMcpName;
    const double number = id.toDouble();
    return id.isDouble() && std::floor(number) == number && std::abs(number) <= kLargestMcpId;
}

bool hasOnly(const QJsonObject& object, const QStringList& names)
{
    for (const QString& name : object.keys()) {
        if (!names.contains(name)) return false;
    }
    return true;
}

std::variant<McpMessage, McpProblem> readCall(const QJsonObject& object, const QJsonValue& id)
{
    const auto wrong = [&id](const QString& what) { return McpProblem{McpCode::NoRequest, what, id}; };
    if (!hasOnly(object, {u"jsonrpc"_s, u"id"_s, u"method"_s, u"params"_s}))
        return wrong(u"a request has jsonrpc, id, method and params alone"_s);
    const QJsonValue method = object.value("method"_L1);
    if (!method.isString() || method.toString().isEmpty() || method.toString().size() > kLongestMcpName)
        return wrong(u"method must be a short text"_s);
    const QJsonValue params = object.value("params"_L1);
    if (!params.isUndefined() && !params.isObject())
        return McpProblem{McpCode::WrongParams, u"params must be an object"_s, id};
    McpMessage message;
    message.kind = object.contains("id"_L1) ? McpMessage::Kind::Request : McpMessage::Kind::Notification;
    message.id = id;
    message.method = method.toString();
    message.params = params.toObject();
    return message;
}

std::variant<McpMessage, McpProblem> readAnswer(const QJsonObject& object, const QJsonValue& id)
{
    const auto wrong = [&id](const QString& what) { return McpProblem{McpCode::NoRequest, what, id}; };
    McpMessage message;
    message.id = id;
    const QJsonValue result = object.value("result"_L1);
    const QJsonValue error = object.value("error"_L1);
    if (result.isObject() && error.isUndefined()) {
        if (id.isNull()) return wrong(u"a result without an id"_s);
        message.kind = McpMessage::Kind::Result;
        message.result = result.toObject();
        return message;
    }
    const QJsonValue code = error["code"_L1];
    const QJsonValue words = error["message"_L1];
    if (!result.isUndefined() || !error.isObject() || !code.isDouble() || !words.isString())
        return wrong(u"neither a request nor an answer"_s);
    message.kind = McpMessage::Kind::Error;
    message.code = code.toInt(int(McpCode::Internal));
    message.words = words.toString();
    return message;
}

}  // namespace

bool isMcpVersion(const QString& version)
{
    static const QStringList known{kMcpVersion, u"2025-06-18"_s, kMcpVersionUnsaid, u"2024-11-05"_s};
    return known.contains(version);
}

std::variant<McpMessage, McpProblem> readMcpMessage(QByteArrayView bytes)
{
    if (bytes.size() > kMaxMcpBytes) return McpProblem{McpCode::NoRequest, u"a message is too long"_s, QJsonValue()};
    const auto parsed = parseStrictObject(bytes, nullptr, kMaxJsonDepth, JsonHalves::LetPass);
    if (const auto* problem = std::get_if<JsonProblem>(&parsed)) {
        const bool isBatch = bytes.trimmed().startsWith('[');
        if (isBatch) return McpProblem{McpCode::NoRequest, u"messages come one at a time"_s, QJsonValue()};
        return McpProblem{McpCode::NoJson, problem->what, QJsonValue()};
    }
    const QJsonObject object = wholeText(std::get<QJsonObject>(parsed));
    const QJsonValue given = object.value("id"_L1);
    const bool isCall = object.contains("method"_L1);
    const bool isNobodys = given.isUndefined() || (given.isNull() && !isCall);
    if (!isNobodys && !isMcpId(given))
        return McpProblem{McpCode::NoRequest, u"id must be a text or a whole number"_s, QJsonValue()};
    const QJsonValue id = isNobodys ? QJsonValue() : given;
    if (object.value("jsonrpc"_L1).toString() != "2.0"_L1)
        return McpProblem{McpCode::NoRequest, u"jsonrpc must be 2.0"_s, id};
    return isCall ? readCall(object, id) : readAnswer(object, id);
}

QJsonObject mcpRequest(qint64 id, const QString& method, const QJsonObject& params)
{
    return {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}};
}

QJsonObject mcpNotification(const QString& method, const QJsonObject& params)
{
    QJsonObject message{{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, method}};
    if (!params.isEmpty()) message.insert("params"_L1, params);
    return message;
}

QJsonObject mcpResult(const QJsonValue& id, const QJsonObject& result)
{
    return {{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"result"_s, result}};
}

QJsonObject mcpError(const QJsonValue& id, McpCode code, const QString& words)
{
    return {{u"jsonrpc"_s, u"2.0"_s},
            {u"id"_s, id},
            {u"error"_s, QJsonObject{{u"code"_s, int(code)}, {u"message"_s, words}}}};
}

QByteArray mcpBytes(const QJsonObject& message)
{
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

}  // namespace tongdai::contract
